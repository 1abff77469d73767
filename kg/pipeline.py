"""From articles to what they say: the one place that knows all stages that work on text.

Articles go through in batches, grouped by language for the parser and given back in the order they
came. An article that breaks a stage becomes a failure that names the stage; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.documents import Composed, compose, prepare
from kg.errors import KGError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang import available_languages, load_pack
from kg.ontology import load_ontology
from kg.records import Article, Document, Failure, Mention, Relation, Unresolved
from kg.records.base import Record
from kg.settings import Settings, load_settings
from kg.version import __version__

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.relations import Explanation

__all__ = ["Extraction", "Pipeline", "Stages", "load_stages"]

#: Characters parsed together at most: what bounds memory when articles are long.
BATCH_CHARS = 400_000


class Extraction(Record):
    """What was found in one article."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Stages:
    """The stages for one language, as functions of a spaCy Doc."""

    parse_many: Callable[[Sequence[str]], Iterator[Doc]]
    find: Callable[[Doc, Document], Sequence[Mention]]
    extract: Callable[[Doc, Document], Sequence[Relation]]
    explain: Callable[[Doc, Document], Explanation]
    unresolved: Callable[[Doc], Sequence[Unresolved]] = lambda doc: ()


def load_stages(lang: str, settings: Settings, gazetteer: Gazetteer) -> Stages:
    """Return the stages for `lang`, its spaCy pipeline loaded.

    Raises PackError or PipelineError when the language cannot be used as installed.
    """
    from kg.mentions import MentionFinder, UnresolvedFinder
    from kg.nlp import load_pipeline, parse_many
    from kg.relations import RelationExtractor, explain

    pack = load_pack(lang)
    nlp = load_pipeline(lang, pipeline=settings.pipelines.get(lang), names=settings.names)
    finder = MentionFinder(pack, gazetteer)
    extractor = RelationExtractor(pack, gazetteer, load_ontology())
    return Stages(
        parse_many=partial(parse_many, nlp, gazetteer=gazetteer),
        find=lambda doc, document: finder.find(doc, document.article.published),
        extract=extractor.extract,
        explain=partial(explain, extractor),
        unresolved=UnresolvedFinder(pack).find,
    )


class Pipeline:
    """Extracts relations from articles.

    `settings` default to those of the environment, `gazetteer` to the one that ships with the
    program and the files the settings add; `run` is noted in every relation. `loader` gives the
    stages of a language, once per language (`load_stages`).
    """

    def __init__(
        self,
        settings: Settings | None = None,
        gazetteer: Gazetteer | None = None,
        *,
        run: str = "",
        loader: Callable[[str, Settings, Gazetteer], Stages] | None = None,
    ) -> None:
        self.settings = settings or load_settings()
        self.gazetteer = gazetteer or load_gazetteer(self.settings.actors)
        self.languages = available_languages()
        self.run = run
        self._loader = loader or load_stages
        self._stages: dict[str, Stages] = {}

    def process(self, articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
        """Yield an extraction or a failure for each article, in the order they come.

        Failures among the input pass through in their place. Raises PackError or PipelineError
        when a language cannot be used at all: no article in it could succeed.
        """
        for batch in _batches(articles, self.settings.batch_size):
            yield from self._process_batch(batch)

    def explain(
        self, article: Article
    ) -> tuple[Document, Doc, Explanation, tuple[Unresolved, ...]]:
        """Return an article's document, its Doc with mentions, and why it has the relations it has.

        Last come the names that stand for nobody known. Raises InputError or LanguageError for a
        text that cannot be used.
        """
        document = compose(prepare(article, self.languages)).document
        stages = self._of(document.lang)
        (doc,) = stages.parse_many([document.full_text])
        stages.find(doc, document)
        return document, doc, stages.explain(doc, document), tuple(stages.unresolved(doc))

    def _of(self, lang: str) -> Stages:
        if lang not in self._stages:
            self._stages[lang] = self._loader(lang, self.settings, self.gazetteer)
        return self._stages[lang]

    def _process_batch(self, batch: Sequence[Article | Failure]) -> Iterator[Extraction | Failure]:
        results: list[Extraction | Failure | None] = [None] * len(batch)
        by_lang: dict[str, list[tuple[int, Composed]]] = {}
        for place, article in enumerate(batch):
            if isinstance(article, Failure):
                results[place] = article
                continue
            try:
                document = compose(prepare(article, self.languages))
            except Exception as error:
                results[place] = _failed(article, "language", error)
                continue
            by_lang.setdefault(document.original.lang, []).append((place, document))
        for lang, group in by_lang.items():
            stages = self._of(lang)
            documents = [document for _, document in group]
            for (place, _), result in zip(group, self._run(stages, documents), strict=True):
                results[place] = result
        yield from (result for result in results if result is not None)

    def _run(self, stages: Stages, documents: Sequence[Composed]) -> Iterator[Extraction | Failure]:
        """Parse together; when one text breaks the parser, the rest goes one by one."""
        done = 0
        try:
            docs = stages.parse_many([each.document.full_text for each in documents])
            for document, doc in zip(documents, docs, strict=True):
                yield self._extract(stages, document, doc)
                done += 1
        except Exception as error:
            if len(documents) == 1:
                yield _failed(documents[0].original.article, "parse", error)
                return
            for document in documents[done:]:
                yield from self._run(stages, [document])

    def _extract(self, stages: Stages, composed: Composed, doc: Doc) -> Extraction | Failure:
        stage, document = "mentions", composed.document
        try:
            mentions = tuple(map(composed.mention, stages.find(doc, document)))
            unresolved = tuple(map(composed.unresolved, stages.unresolved(doc)))
            stage = "relations"
            relations = tuple(
                composed.relation(relation).model_copy(
                    update={"version": __version__, "run": self.run}
                )
                for relation in stages.extract(doc, document)
            )
            return Extraction(
                document=composed.original,
                mentions=mentions,
                unresolved=unresolved,
                relations=relations,
            )
        except Exception as error:
            return _failed(composed.original.article, stage, error)


def _batches(articles: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    batch: list[Article | Failure] = []
    chars = 0
    for article in articles:
        length = len(article.text) if isinstance(article, Article) else 0
        if batch and (len(batch) >= size or chars + length > BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(article)
        chars += length
    if batch:
        yield batch


def _failed(article: Article, stage: str, error: Exception) -> Failure:
    if isinstance(error, KGError):
        reason, hint = error.what, error.hint
    else:
        reason = f"{type(error).__name__}: {error}"
        hint = "a fault of the program: please report it with this article"
    return Failure(uri=article.uri, reason=reason, hint=hint, stage=stage, article=article.id)
