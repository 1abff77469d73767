"""Who a text speaks of at a point of it: what pronouns and "les deux pays" choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg.mentions.found import Found
from kg.mentions.text import Text

__all__ = ["Salience", "Topic", "is_subject"]

_MOST = 200  # topics looked at, so that a sentence without end costs no more than a long one
# Weights of a topic in the current sentence, and of one that was its subject: set by hand on
# examples, only their order matters.
_HERE, _BEFORE, _SUBJECT = 3.0, 2.5, 1.5


@dataclass(slots=True)
class Topic:
    """One actor, or several joined ones, that a pronoun may take up."""

    actors: tuple[str, ...]
    whole: tuple[str, ...]  # rolled up
    at: int  # first atom
    token: int  # its syntactic head
    sentence: int
    subject: bool
    gender: str | None
    number: str | None
    being: str  # of Found, or "joined", "place", "adjective", "rival"
    paired: bool = False  # joined to another by "and": "it" means neither

    @property
    def rival(self) -> bool:
        """Whether it names no actor, but could be meant."""
        return self.being == "rival"

    @classmethod
    def rival_at(cls, text: Text, at: int, gender: str | None, number: str | None) -> Topic:
        """A topic that names no actor."""
        token = text.atoms[at].token
        return cls((), (), at, token, text.sentence(at), True, gender, number, "rival")


class Salience:
    """Collects topics in the order of the text and ranks them."""

    def __init__(self) -> None:
        self.topics: list[Topic] = []

    def add(self, topic: Topic) -> None:
        """Note that `topic` was spoken of."""
        self.topics.append(topic)

    def near(self, sentence: int, reach: int) -> Iterator[Topic]:
        """Topics of this sentence and the `reach` before it, latest first, no more than matter."""
        for topic in islice(reversed(self.topics), _MOST):
            if topic.sentence < sentence - reach:
                return
            yield topic

    def weigh(self, topic: Topic, sentence: int) -> float:
        """How present a topic is: near, and as a subject."""
        distance = sentence - topic.sentence
        return (_BEFORE / distance if distance else _HERE) + (_SUBJECT if topic.subject else 0.0)

    def total(self, sentence: int, reach: int, places: bool = False) -> dict[str, float]:
        """Weight of every single rolled-up actor spoken of within reach, mere places left out."""
        weights: dict[str, float] = {}
        for topic in self.near(sentence, reach):
            if (topic.being == "joined" and topic.paired) or (
                topic.being == "place" and not places
            ):
                continue
            for whole in topic.whole:
                weights[whole] = weights.get(whole, 0.0) + self.weigh(topic, sentence)
        return weights


def is_subject(text: Text, hit: Found) -> bool:
    """Whether a mention is subject of its clause; unparsed, whether it opens the sentence."""
    if text.parsed:
        head = text.head(hit.first, hit.end - 1)
        while head.dep_ == "conj" and head.head.i != head.i:
            head = head.head
        return head.dep_.startswith("nsubj") or head.head.i == head.i
    number = text.sentence(hit.first)
    return hit.first == 0 or text.sentence(max(0, hit.first - 3)) != number
