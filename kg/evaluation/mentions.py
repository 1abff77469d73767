"""Who is spoken of, and as what: mentions found compared with those of annotated texts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from kg.errors import InputError
from kg.evaluation.choices import check_group, of_split, pick_level
from kg.evaluation.gold import bare
from kg.evaluation.scores import Counts, Mistakes, Score, score, total
from kg.gazetteer import Gazetteer
from kg.pipeline import Extraction, Pipeline
from kg.records import Article, Mention, MentionKind, MentionUse
from kg.settings import Settings

__all__ = [
    "MENTION_GROUPS",
    "MENTION_LEVELS",
    "MentionReport",
    "MentionText",
    "Named",
    "compare_mentions",
    "evaluate_mentions",
    "holds_mentions",
    "read_mentions",
]

MentionLevel = Literal["actor", "use", "span", "fine"]

#: From the loosest to the strictest; "fine" only looks at those of which the gold says who it is.
MENTION_LEVELS: tuple[MentionLevel, ...] = ("actor", "use", "span", "fine")
#: What `evaluate_mentions` can group by.
MENTION_GROUPS = ("kind", "use", "genre", "split", "lang")

_KINDS, _USES = frozenset(get_args(MentionKind)), frozenset(get_args(MentionUse))
Row = tuple[int, int, int, int]


@dataclass(frozen=True)
class Named:
    """A mention as it is compared: `actors` are bare ids rolled up, each set of them will do.

    `fine` are the ids before rolling up, empty where the gold does not say.
    """

    start: int
    end: int
    surface: str
    kind: str
    uses: tuple[str, ...]
    actors: tuple[frozenset[str], ...]
    fine: frozenset[str] = frozenset()
    optional: bool = False

    def __str__(self) -> str:
        who = "|".join("+".join(sorted(ids)) for ids in self.actors)
        return f"{self.surface} [{self.kind}, {'|'.join(self.uses)}] {who}"

    def shares(self, other: Named) -> int:
        """Characters that both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class MentionText:
    """A text and whom it speaks of."""

    id: str
    text: str
    lang: str | None
    mentions: tuple[Named, ...]
    split: str = ""
    genre: str = ""
    published: date | None = None


@dataclass(frozen=True)
class MentionReport:
    """What `evaluate_mentions` found out; `agents` are figures of those who act, at level use."""

    texts: int
    failed: int
    levels: Mapping[MentionLevel, Score]
    agents: Counts
    groups: Mapping[str, Counts] = field(default_factory=dict)
    mistakes: tuple[Mistakes, ...] = ()


@dataclass(frozen=True)
class _Pairing:
    """Mentions of one text, paired: predictions with gold ones, and those left over."""

    right: tuple[tuple[Named, Named], ...]
    wrong: tuple[Named, ...]
    owed: tuple[Named, ...]
    missed: tuple[Named, ...]

    @property
    def row(self) -> Row:
        return len(self.right), len(self.wrong), len(self.owed), len(self.missed)


def compare_mentions(
    gold: Sequence[Named], found: Sequence[Named], level: MentionLevel = "use"
) -> _Pairing:
    """Return who is right, wrong and missed in one text.

    A mention found is right if it overlaps a gold one and stands for the same actors; from level
    "use" on as agent, place or other alike; at "span" with the same bounds; at "fine" with the
    same ids before rolling up. Optional ones are neither owed nor punished.
    """
    if level == "fine":
        open_ = [g for g in gold if not g.fine]
        found = [f for f in found if not _best(f, open_, "actor")]
        gold = [g for g in gold if g.fine]
        found = [f for f in found if any(f.shares(g) for g in gold)]
    owed = [g for g in gold if not g.optional]
    left, right, wrong = list(owed), [], []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        best = _best(one, left, level)
        if best is not None:
            left.remove(best)
            right.append((one, best))
        elif not any(one.shares(g) for g in gold if g.optional):
            wrong.append(one)
    return _Pairing(tuple(right), tuple(wrong), tuple(owed), tuple(left))


def _best(found: Named, gold: Sequence[Named], level: MentionLevel) -> Named | None:
    fit = [g for g in gold if found.shares(g) and _same(found, g, level)]
    return max(fit, key=found.shares, default=None)


def _same(found: Named, gold: Named, level: MentionLevel) -> bool:
    if found.actors[0] not in gold.actors:
        return False
    if level == "actor":
        return True
    if not set(found.uses) & set(gold.uses):
        return False
    if level == "span":
        return (found.start, found.end) == (gold.start, gold.end)
    return level != "fine" or found.fine == gold.fine


def holds_mentions(path: Path) -> bool:
    """Whether the first text of a gold file says whom it speaks of, not what it relates."""
    try:
        with path.open(encoding="utf-8") as lines:
            row = json.loads(next((line for line in lines if line.strip()), "null"))
    except (OSError, ValueError):
        return False
    return isinstance(row, dict) and "mentions" in row and "relations" not in row


def read_mentions(paths: Iterable[Path], gazetteer: Gazetteer) -> list[MentionText]:
    """Return the texts of gold files of mentions, in order.

    Each line needs "id", "text" and "mentions", each of these "start", "end", "kind", "use" and
    "actors". Raises InputError naming file and line.
    """
    texts: list[MentionText] = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                "cannot be read", where=str(path), hint="pass a file of JSON lines"
            ) from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                texts.append(_text(line, f"{path}:{number}", gazetteer))
    if not texts:
        raise InputError("no gold texts", hint="pass a file of JSON lines with text and mentions")
    return texts


def _text(line: str, where: str, gazetteer: Gazetteer) -> MentionText:
    try:
        row: dict[str, Any] = json.loads(line)
        on = date.fromisoformat(row["published"]) if row.get("published") else None
        return MentionText(
            id=str(row["id"]),
            text=row["text"],
            lang=row.get("lang"),
            split=row.get("split", ""),
            genre=row.get("genre", ""),
            published=on,
            mentions=tuple(_named(m, row["text"], gazetteer, on) for m in row["mentions"]),
        )
    except KeyError as error:
        raise InputError(f"{error} is missing", where=where, hint="add it") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"not a gold text: {error}", where=where, hint="see the docs") from error


def _named(row: dict[str, Any], text: str, gazetteer: Gazetteer, on: date | None) -> Named:
    start, end = int(row["start"]), int(row["end"])
    surface = text[start:end]
    if not surface or row.get("surface", surface) != surface:
        raise ValueError(f"{row.get('surface')!r} is not at {start} to {end}: {surface!r}")
    uses = (row["use"], *row.get("use_alt", ()))
    if row["kind"] not in _KINDS or not _USES.issuperset(uses):
        raise ValueError(f"unknown kind or use: {row['kind']}, {', '.join(uses)}")
    return Named(
        start=start,
        end=end,
        surface=surface,
        kind=row["kind"],
        uses=uses,
        actors=tuple(
            _rolled(ids, gazetteer, on)
            for ids in (row["actors"], *([one] for one in row.get("actors_alt", ())))
        ),
        fine=frozenset(map(bare, row.get("fine", ()))),
        optional=bool(row.get("optional")),
    )


def _rolled(ids: Iterable[str], gazetteer: Gazetteer, on: date | None) -> frozenset[str]:
    return frozenset(
        bare(gazetteer.roll_up(one, on) if one in gazetteer.actors else one) for one in ids
    )


def _found(mention: Mention, gazetteer: Gazetteer, on: date | None) -> Named:
    return Named(
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        kind=mention.kind,
        uses=(mention.use,),
        actors=(_rolled(mention.actors, gazetteer, on),),
        fine=frozenset(map(bare, mention.actors)),
    )


def evaluate_mentions(
    paths: Sequence[Path | str],
    *,
    level: str = "use",
    by: str | None = None,
    split: str | None = None,
    settings: Settings | None = None,
) -> MentionReport:
    """Return how well gold files' mentions are found, and whom they stand for.

    `level` is that of groups and mistakes (see MENTION_LEVELS); `by` groups (see MENTION_GROUPS);
    `split` keeps the texts of one split. Raises InputError for a file that is no gold,
    SettingsError for a level or group there is not.
    """
    chosen = pick_level(level, MENTION_LEVELS)
    check_group(by, MENTION_GROUPS)
    pipeline = Pipeline(settings)
    texts = of_split(read_mentions([Path(path) for path in paths], pipeline.gazetteer), split)
    found, failed = _predict(texts, pipeline)
    return _report(texts, found, failed, chosen, by)


def _predict(texts: Sequence[MentionText], pipeline: Pipeline) -> tuple[list[list[Named]], int]:
    articles = [
        Article(id=t.id, uri=t.id, text=t.text, lang=t.lang, published=t.published) for t in texts
    ]
    found: list[list[Named]] = []
    failed = 0
    for text, result in zip(texts, pipeline.process(articles), strict=True):
        mentions = result.mentions if isinstance(result, Extraction) else ()
        failed += not isinstance(result, Extraction)
        named = [_found(m, pipeline.gazetteer, text.published) for m in mentions if m.actors]
        found.append(named)
    return found, failed


def _report(
    texts: Sequence[MentionText],
    found: Sequence[Sequence[Named]],
    failed: int,
    level: MentionLevel,
    by: str | None,
) -> MentionReport:
    pairs = list(zip(texts, found, strict=True))
    compared = {
        name: [compare_mentions(t.mentions, f, name) for t, f in pairs] for name in MENTION_LEVELS
    }
    chosen = list(zip(texts, compared[level], strict=True))
    use = list(zip(texts, compared["use"], strict=True))
    return MentionReport(
        texts=len(texts),
        failed=failed,
        levels={name: score([c.row for c in all_]) for name, all_ in compared.items()},
        agents=_groups(use, "use").get("agent", Counts()),
        groups=_groups(chosen, by) if by else {},
        mistakes=tuple(
            Mistakes(t.id, t.text, tuple(map(str, c.wrong)), tuple(map(str, c.missed)))
            for t, c in chosen
            if c.wrong or c.missed
        ),
    )


def _groups(chosen: Sequence[tuple[MentionText, _Pairing]], by: str) -> dict[str, Counts]:
    """Right ones are counted under what the gold calls them, wrong ones as the program does."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for text, pairing in chosen:
        if by in {"split", "lang", "genre"}:
            rows[str(getattr(text, by) or "-")].append(pairing.row)
            continue
        for _, gold in pairing.right:
            rows[_label(gold, by)].append((1, 0, 0, 0))
        for one in pairing.wrong:
            rows[_label(one, by)].append((0, 1, 0, 0))
        for one in pairing.owed:
            rows[_label(one, by)].append((0, 0, 1, one in pairing.missed))
    return {name: total(rows[name]) for name in sorted(rows)}


def _label(one: Named, by: str) -> str:
    return one.kind if by == "kind" else one.uses[0]
