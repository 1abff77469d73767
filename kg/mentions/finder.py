"""The mention finder: names, roles, use, anaphora, in this order, over one parsed text."""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.gazetteer.load import without_collection
from kg.lang.pack import Pack, load_pack
from kg.mentions.anaphora import Anaphora
from kg.mentions.enclosing import Enclosing
from kg.mentions.link import Linker
from kg.mentions.match import Matcher
from kg.mentions.people import People
from kg.mentions.roles import RoleFinder
from kg.mentions.text import Text, fold
from kg.mentions.use import UseJudge
from kg.records import Mention

__all__ = ["MentionFinder"]


class MentionFinder:
    """Finds who is spoken of in texts of one language, and which actor is meant.

    Building one reads all names of the gazetteer (a few tenths of a second): keep it.

    >>> import spacy
    >>> from kg.gazetteer import load_gazetteer
    >>> from kg.lang.pack import load_pack
    >>> finder = MentionFinder(load_pack("fr"), load_gazetteer())
    >>> found = finder.find(spacy.blank("fr")("Le ministre chinois a vu Moscou lundi."))
    >>> [(mention.surface, mention.actors, mention.use) for mention in found]
    [('ministre chinois', ('CHN',), 'agent'), ('Moscou', ('RUS',), 'agent')]
    """

    def __init__(self, pack: Pack, gazetteer: Gazetteer) -> None:
        _register()
        words = pack.words
        self.pack, self.gazetteer = pack, gazetteer
        linker = Linker(words, gazetteer)
        self._enclosing = Enclosing(words)
        with without_collection():
            self._matcher = Matcher(words, gazetteer.names(pack.code))
        self._linker = linker
        self._roles = RoleFinder(words)
        self._people = People(words, linker)
        self._judge = UseJudge(words, _deeds(pack))
        self._anaphora = Anaphora(words, linker)

    def find(self, doc: Doc, on: date | None = None) -> tuple[Mention, ...]:
        """Return the mentions of `doc` by position, also kept in ``doc._.mentions``.

        `on` is the article's date, by which holders of posts are known; without it names are
        resolved by the text alone. A parse sharpens the result but is not needed.
        """
        text = Text(doc)
        hits = self._enclosing.free(text, self._matcher.match(text))
        self._linker.link(text, hits, on)
        heads = self._roles.find(text, hits)
        hits, bare = self._people.settle(text, hits, heads, on)
        self._enclosing.settle(text, hits)
        self._judge.judge(text, hits)
        hits += self._anaphora.resolve(text, hits, bare, on)
        hits.sort(key=lambda hit: (hit.first, hit.end))
        mentions = tuple(hit.mention(text) for hit in hits if hit.actors or hit.candidates)
        doc._.mentions = mentions
        return mentions

    def __call__(self, doc: Doc) -> Doc:
        """Find mentions as a spaCy component; ``doc.user_data["published"]`` may hold a date."""
        on = doc.user_data.get("published")
        self.find(doc, on if isinstance(on, date) else None)
        return doc


def _deeds(pack: Pack) -> frozenset[str]:
    """Lemmas of the verbs by which the pack relates actors."""
    triggers = (t for t in pack.lexicon.triggers if t.pos == "verb")
    return frozenset(fold(trigger.words[0]) for trigger in triggers)


def _register() -> None:
    if not Doc.has_extension("mentions"):
        Doc.set_extension("mentions", default=())


@Language.factory("kg_mentions", default_config={"lang": None})
def _component(nlp: Language, name: str, lang: str | None) -> MentionFinder:
    return MentionFinder(load_pack(lang or nlp.lang), load_gazetteer())
