"""Who a text speaks of at a point of it: what pronouns and "les deux pays" choose from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.mentions.found import Found
from kg.mentions.text import Text

__all__ = ["Salience", "Topic"]

_WINDOW = 3  # sentences looked back


@dataclass(slots=True)
class Topic:
    """One actor, or several joined ones, that a pronoun may take up."""

    actors: tuple[str, ...]
    whole: tuple[str, ...]  # rolled up
    at: int  # atom
    sentence: int
    subject: bool
    gender: str | None
    number: str | None
    being: str
    rival: bool = False  # a noun that names no actor but could be meant
    paired: bool = False  # joined to another by "and": "it" means neither


class Salience:
    """Collects topics as the text goes on and ranks them."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.topics: list[Topic] = []

    def add(self, topic: Topic) -> None:
        """Note that `topic` was spoken of."""
        self.topics.append(topic)

    def near(self, sentence: int, at: int, reach: int = _WINDOW) -> list[Topic]:
        """Topics before atom `at`, of this sentence and the `reach` before it, latest first."""
        return [t for t in reversed(self.topics) if t.at < at and t.sentence >= sentence - reach]

    def weigh(self, topic: Topic, sentence: int) -> float:
        """How present a topic is: near, and as a subject."""
        distance = sentence - topic.sentence
        return (3.0 if distance == 0 else 2.5 / distance) + (1.5 if topic.subject else 0.0)

    def total(self, sentence: int, at: int, reach: int) -> dict[str, float]:
        """Weight of every single rolled-up actor spoken of within reach."""
        weights: dict[str, float] = {}
        for topic in self.near(sentence, at, reach):
            if topic.rival or (len(topic.whole) > 1 and topic.being == "joined"):
                continue
            for whole in topic.whole:
                weights[whole] = weights.get(whole, 0.0) + self.weigh(topic, sentence)
        return weights


def is_subject(text: Text, hit: Found) -> bool:
    """Whether a mention is the subject of its clause; without a parse, whether it opens the sentence."""
    if text.parsed:
        head = text.head(hit.first, hit.end - 1)
        while head.dep_ == "conj" and head.head.i != head.i:
            head = head.head
        return head.dep_.startswith("nsubj") or head.dep_ == "root" or head.dep_ == "ROOT"
    number = text.sentence(hit.first)
    return hit.first == 0 or text.sentence(max(0, hit.first - 3)) != number
