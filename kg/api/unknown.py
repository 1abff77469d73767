"""Who the texts speak of that the program does not know, and a file to teach it with."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.api.choices import Files, chosen
from kg.errors import ExportError
from kg.gazetteer import Gazetteer, load_gazetteer, normalise
from kg.records import Article, Document, Unresolved
from kg.records.base import Record
from kg.settings import Settings
from kg.store import open_store

__all__ = ["UnknownName", "unknown_actors", "write_unknown"]

#: What begins a proposed id, by kind of name.
_SPACES = {"person": "per", "organisation": "org", "unknown": "act"}
_HEAD = """\
# Names that stand for nobody known, the most frequent first. Fill in, then pass this file to
# kg build, query, view … with --actors. docs/actors.md says what else an entry may hold.
#
# An entry with an empty value ("") is passed over until it is filled in. Delete what is no actor.
# id: propose your own if you like; the id of a known actor (kg actors find) gives it one more name.
# type: state, de_facto_state, territory, bloc, organisation, organ, group or person.
# affiliation: the id of whom they act for (CHN, org:EU …); delete the line for nobody.
"""


class UnknownName(Record):
    """A name nobody is known by: how often, in how many articles, and one sentence as evidence.

    `id` is a proposal, ``""`` where the name may mean one of `candidates`. `spellings` are the
    forms met, commonest first; `acts_for` are ids of actors it seems to act for, likewise.
    """

    name: str
    id: str
    kind: str
    count: int
    articles: int
    spellings: tuple[str, ...]
    acts_for: tuple[str, ...]
    candidates: tuple[str, ...]
    sentence: str
    article: str
    title: str
    outlet: str


def unknown_actors(
    store: str | Path,
    *,
    limit: int | None = None,
    min_count: int = 1,
    actors: Files = (),
    settings: Settings | None = None,
) -> list[UnknownName]:
    """Return names of persons and bodies in a store's texts that no actor bears, commonest first.

    `limit` is the most to return, `min_count` how often a name must occur. Names that an actor of
    the gazetteer or of the files `actors` bears by now are left out: their articles only have to be
    read again. Raises StoreError and GazetteerError.
    """
    gazetteer = load_gazetteer(chosen(settings, actors).actors)
    groups: dict[str, list[tuple[str, Unresolved]]] = {}
    with open_store(store) as opened:
        for article, names in opened.unresolved().items():
            for name in names:
                groups.setdefault(_key(name), []).append((article, name))
        groups = {key: found for key, found in groups.items() if len(found) >= min_count}
        open_ = {key: found for key, found in groups.items() if not _known(found, gazetteer)}
        ordered = sorted(open_.items(), key=lambda item: (-len(item[1]), item[0]))[:limit]
        wanted = {_clearest(found)[0] for _, found in ordered}
        documents = {document.article.id: document for document in opened.documents(wanted)}
    return [_name(key, found, documents, gazetteer) for key, found in ordered]


def write_unknown(names: Iterable[UnknownName], path: str | Path) -> Path:
    """Write a file to fill in, one entry a name, that `actors=` and ``--actors`` read.

    Raises ExportError when the file is there already, as it may hold somebody's work, when it is
    no ``.toml``, or when it cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".toml":
        raise ExportError("is no .toml file", where=str(path), hint="name it unknown.toml")
    text = _HEAD + "".join(_entry(name) for name in names)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        hint = "name another file; what was filled in there is kept"
        raise ExportError("is there already", where=str(path), hint=hint) from error
    except OSError as error:
        raise ExportError(f"cannot write: {error.strerror or error}", where=str(path)) from error
    return target


def _key(name: Unresolved) -> str:
    """What spellings of one name share: the person a title introduced, else the letters."""
    if name.why == "introduced" and name.candidates:
        return name.candidates[0].partition(":")[2]
    return normalise(name.surface).replace(" ", "_").upper()


def _known(found: list[tuple[str, Unresolved]], gazetteer: Gazetteer) -> bool:
    """Whether the gazetteer has somebody of that name by now, one where they were several."""
    name = _clearest(found)[1]
    bearers = gazetteer.lookup(_fullest(found))
    if name.why == "undecided":
        return len(bearers) == 1
    return bool(bearers) or any(id in gazetteer.actors for id in name.candidates)


def _clearest(found: list[tuple[str, Unresolved]]) -> tuple[str, Unresolved]:
    """The occurrence that says most: by its title, by its full name."""
    order = {"introduced": 0, "entity": 1, "argument": 2, "undecided": 3}
    return min(found, key=lambda item: (order[item[1].why], -len(item[1].surface)))


def _fullest(found: list[tuple[str, Unresolved]]) -> str:
    return " ".join(max((name.surface for _, name in found), key=len).split())


def _name(
    key: str,
    found: list[tuple[str, Unresolved]],
    documents: dict[str, Document],
    gazetteer: Gazetteer,
) -> UnknownName:
    article, clearest = _clearest(found)
    kinds = Counter(name.kind for _, name in found if name.kind != "unknown")
    kind = kinds.most_common(1)[0][0] if kinds else "unknown"
    spellings = Counter(" ".join(name.surface.split()) for _, name in found)
    acts_for = Counter(id for _, name in found for id in name.actors)
    undecided = clearest.why == "undecided"
    document = documents.get(article)
    of: Article | None = document.article if document else None
    sentence = document.full_text[slice(*clearest.sentence)] if document else ""
    return UnknownName(
        name=_fullest(found),
        id="" if undecided else _proposed(key, kind, gazetteer),
        kind=kind,
        count=len(found),
        articles=len({article for article, _ in found}),
        spellings=tuple(spelling for spelling, _ in spellings.most_common()),
        acts_for=tuple(id for id, _ in acts_for.most_common()),
        candidates=clearest.candidates if undecided else (),
        sentence=" ".join(sentence.split()),
        article=article,
        title=of.title if of else "",
        outlet=of.outlet if of else "",
    )


def _proposed(key: str, kind: str, gazetteer: Gazetteer) -> str:
    slug = re.sub(r"[^A-Z0-9]+", "_", key.encode("ascii", "ignore").decode().upper()).strip("_")
    slug = slug or hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()
    id = f"{_SPACES[kind]}:{slug}"
    return f"{id}_2" if id in gazetteer.actors else id


def _entry(name: UnknownName) -> str:
    known = name.kind != "unknown" or bool(name.candidates)
    times = "once" if name.count == 1 else f"{name.count} times"
    where = "1 article" if name.articles == 1 else f"{name.articles} articles"
    lines = [f"# {times} in {where}: {', '.join(name.spellings[:5])}", f"#   « {name.sentence} »"]
    if name.candidates:
        lines.append(f"# may mean {', '.join(name.candidates[:8])}: put the id of the right one")
    lines += ["[[actor]]", f"id = {_quoted(name.id)}"]
    if not name.candidates:
        lines.append(f"type = {_quoted(name.kind if known else '')}")
        if name.kind == "person" or name.acts_for:
            lines.append(f"affiliation = {_quoted(next(iter(name.acts_for), ''))}")
    lines.append(f"names.any = [{_quoted(name.name)}]")
    return "\n" + "\n".join(map(_plain, lines)) + "\n"


def _plain(text: str) -> str:
    """Without what TOML allows in no comment, on one line."""
    text = "".join(" " if ord(c) < 32 or ord(c) == 127 else c for c in text)
    return text.encode("utf-8", "replace").decode("utf-8")


def _quoted(text: str) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)
