"""When: the date expression that belongs to an act, read against the date of publication."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from kg.records import EventDate
from kg.relations.datespans import DateSpan, Hit, find_dates, find_hits
from kg.relations.datevalues import Tense

if TYPE_CHECKING:
    from kg.lang import Pack
    from kg.relations.words import Sentence, Word

__all__ = ["DateFinder", "DateSpan", "find_dates"]

#: Sentences back in which the date that "the day before" counts from is looked for.
MAX_BACK = 6

#: Clauses that speak of another act than the one above them.
_CLAUSES = frozenset({"acl", "ccomp", "advcl", "csubj", "parataxis"})

#: What a neighbouring clause costs against one edge of the tree.
_OTHER_CLAUSE = 4

_FUNCTION = frozenset({"ADP", "DET", "ADV", "CCONJ", "SCONJ", "PUNCT", "SPACE", "PART"})

_NOUN_PARTS = frozenset({"nmod:poss", "compound", "nummod"})


class DateFinder:
    """Dates acts in one language."""

    def __init__(self, pack: Pack) -> None:
        self._calendar = pack.calendar
        self._genitive = pack.syntax.genitive
        self._last: tuple[object, list[Hit], dict[Tense, list[DateSpan]]] = (None, [], {})

    def __getstate__(self) -> dict[str, object]:
        """Without what is kept of the last sentence, so that a finder in use can be sent on."""
        return {**self.__dict__, "_last": (None, [], {})}

    def date_of(
        self,
        head: Word,
        published: date | None,
        shift: int = 0,
        *,
        planned: bool = False,
        acts: Collection[int] = (),
    ) -> EventDate | None:
        """Date of the act that `head` names.

        The expression of its sentence that is nearest in the tree and not said of another act, else
        the publication date; None when neither is known. `planned` acts lie ahead. `acts` are the
        places of all acts of the sentence: what hangs on one of them dates no other. `shift` is
        subtracted from the expression's offsets.
        """
        sentence = head.sentence
        candidates = []
        for span in self._found(sentence, published, ""):
            for root in _roots(sentence, span):
                cost = self._distance(head, root, planned, acts)
                if cost is not None:
                    candidates.append((cost, abs(head.i - root.i), root.i, span.start))
        for _, _, place, start in sorted(candidates):
            tense = _tense(sentence.cut(place, place + 1)[0]) or ("future" if planned else "")
            for best in self._found(sentence, published, tense):
                if best.start != start:
                    continue
                offset = sentence.start_char - shift
                span_ = (best.start + offset, best.end + offset)
                return EventDate(
                    start=best.first, end=best.last, precision=best.precision, expression=span_
                )
        if published is None:
            return None
        return EventDate(start=published, end=published, precision="publication")

    def _found(self, sentence: Sentence, published: date | None, tense: Tense) -> list[DateSpan]:
        """Dates of `sentence`, read in a tense; kept, for a sentence often holds several acts."""
        key = (sentence, published)
        if self._last[0] != key:
            self._last = (key, find_hits(self._calendar, sentence.text), {})
        _, hits, known = self._last
        if tense not in known:
            known[tense] = find_dates(
                self._calendar,
                sentence.text,
                published,
                tense=tense,
                told=lambda: self._told(sentence, published),
                hits=hits,
            )
        return known[tense]

    def _told(self, sentence: Sentence, published: date | None) -> DateSpan | None:
        """The last date told before `sentence`."""
        before = sentence.before
        for _ in range(MAX_BACK):
            if before is None:
                break
            found = find_dates(self._calendar, before.text, published)
            if found:
                return found[-1]
            before = before.before
        return None

    def _distance(self, act: Word, root: Word, planned: bool, acts: Collection[int]) -> int | None:
        """How far a date that hangs on the tree by `root` is from `act`; None if it is not its."""
        above = [act, *act.ancestors]
        down = [root]
        # An opening hangs on the sentence, whatever the parser says: "In 1956 Soviet tanks rolled".
        while down[-1] not in above:
            head = down[-1].sentence.root if down == [root] and _opens(root) else down[-1].head
            if head == down[-1]:
                return None
            down.append(head)
        common = down.pop()
        up = above[: above.index(common)]
        if self._of_a_noun(down, common, acts) or _told_apart(down, act, common, acts):
            return None
        cost = len(up) + len(down)
        for token in up:
            if token.head != common or token.dep != "acl" or common.verbal:
                passed = _passed(token, root, planned)
                if passed is None:
                    return None
                cost += passed
        return cost

    def _of_a_noun(self, down: list[Word], common: Word, acts: Collection[int]) -> bool:
        """Whether the date only qualifies a noun below a verb: "l'accord de 2015"."""
        if not common.verbal:
            return False
        if _opens(down[0]):
            return False
        above = [t for t in down if t.head != common and not t.head.verbal]
        if any(t.head.i in acts for t in above):
            return True
        if above and down[-1].dep == "nsubj" and not _set_off(down[0]):
            return True
        return any(t.label in _NOUN_PARTS or t.case in self._genitive for t in above)


def _set_off(token: Word) -> bool:
    """Whether a comma stands before `token` and its function words."""
    first = token.first
    return first > token.sentence.start and token.sentence.cut(first - 1, first)[0].punct


def _opens(root: Word) -> bool:
    """Whether a date opens its sentence as an adverbial: "En 2014, …", "In 1956 …", "Mardi, …"."""
    sentence = root.sentence
    if any(t.pos not in _FUNCTION for t in sentence.cut(sentence.start, root.first)):
        return False
    before = sentence.cut(sentence.start, root.i)
    if any(t.pos not in _FUNCTION for t in before if t.head != root):
        return False
    after = sentence.cut(root.last + 1, root.last + 2)
    return any(t.punct for t in after) or any(t.pos == "ADP" for t in before)


def _told_apart(down: list[Word], act: Word, common: Word, acts: Collection[int]) -> bool:
    """Whether the way down to a date enters a clause that speaks of another act."""
    for token in down:
        own = token.head == act == common and token.dep == "acl" and token.i not in acts
        if token.dep in _CLAUSES and token.verbal and not own:
            return True
        if token.dep == "conj" and token.verbal and token.head.verbal:
            return True
    return False


def _passed(token: Word, root: Word, planned: bool) -> int | None:
    """What it costs an act to take a date from above clause `token`; None if it may not.

    A promise is made when it is said; what is reported or told aside happened at another time.
    """
    label, finite = token.dep, not token.infinitive and bool(token.tenses)
    perfect = token.infinitive and any(c.dep == "aux" for c in token.children)
    if label == "conj" and token.verbal:
        own = any(c.dep in {"nsubj", "csubj"} for c in token.children)
        return _OTHER_CLAUSE if root.i < token.head.i or not own else None
    if label in {"ccomp", "xcomp", "advcl", "csubj", "obl"} and token.verbal:
        told = label in {"ccomp", "advcl"} and finite and "VerbForm=Part" not in token.morph
        return None if perfect or (told and not planned) else _OTHER_CLAUSE
    return None if label in {"acl", "parataxis"} and token.verbal else 0


def _roots(sentence: Sentence, span: DateSpan) -> list[Word]:
    """The words of a date expression that hang on a word outside it."""
    start = sentence.start_char
    inside = [t for t in sentence if span.start <= t.idx - start < span.end]
    places = {t.i for t in inside}
    return [t for t in inside if t.head.i not in places or t.head == t]


def _tense(head: Word) -> Tense:
    """Whether the clause of `head` is past or future; "" when its verb does not tell."""
    verb = head
    while not verb.verbal and verb.head != verb:
        verb = verb.head
    words = [verb, *(c for c in verb.children if c.dep == "aux" or c.label == "aux:pass")]
    tenses = {tense for word in words for tense in word.tenses}
    if "Fut" in tenses:
        return "future"
    return "past" if tenses & {"Past", "Imp", "Pqp"} else ""
