"""Train the recogniser of names of a language pack; see README.md.

python -m data.training.ner fr --treebanks DIR --text DIR
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from thinc.api import Adam, Config, NumpyOps, fix_random_seed, set_current_ops

import kg.nlp.names  # noqa: F401  registers the layer
from data.training import entities, weak
from data.training.entities import Passage
from data.training.made import Maker
from data.training.names import report, scores
from data.training.words import lists_of, raw_texts, write_table
from kg.nlp.tokens import make_tokenizer, read_token_settings

HERE = Path(__file__).parent
LANG = HERE.parent.parent / "kg" / "lang"
GOLD = HERE.parent / "gold" / "names"
GUESS = 0.4  # of the steps done, what is learnt is used to label names nothing is known of
PIECE = 200_000  # characters of raw text cut into words at once

READERS: dict[str, Callable[[Path], Iterator[Passage]]] = {
    "sequoia": entities.read_sequoia,
    "metonymy": entities.read_metonymy,
    "uner": entities.read_uner,
    "gum": entities.read_gum,
    "marked": entities.read_marked,
    "bio": entities.read_bio,
    "propn": entities.read_proper_nouns,
}


def blank(lang: str, table: Path | None = None) -> Language:
    """Return an untrained recogniser, or without `table` only the pack's tokenizer."""
    if table is None:
        nlp = spacy.blank("xx")
    else:
        config = load_config(HERE / "ner.cfg")
        config["nlp"]["lang"] = "xx"
        config["components"]["ner"]["model"]["tok2vec"]["embed"]["table"] = str(table)
        nlp = load_model_from_config(config, auto_fill=True)
    nlp.tokenizer = make_tokenizer(nlp, read_token_settings(LANG / lang / "tokens.toml"))
    return nlp


def held_out() -> frozenset[str]:
    """The persons of our own sentences: no made sentence names them."""
    passages = [
        passage
        for code in ("fr", "en")
        for split in ("dev", "test")
        for passage in entities.read_own(GOLD / f"{code}.jsonl", split)
    ]
    return frozenset(p.text[s:e] for p in passages for s, e, label in p.spans if label == "PER")


def renamed(passage: Passage, maker: Maker) -> Passage:
    """The passage with other persons and places in place of its own."""
    text, at = "", 0
    spans: list[tuple[int, int, str]] = []
    shift: list[tuple[int, int]] = []
    for start, end, label in passage.spans:
        old = passage.text[start:end]
        new = old
        if label == "PER" and not old.isupper():
            new = maker.person() if " " in old else maker.surname()
        elif label == "LOC" and maker.rng.random() < 0.5 and not passage.text[:start].endswith("'"):
            new = maker.place()
        text += passage.text[at:start]
        spans.append((len(text), len(text) + len(new), label))
        text += new
        shift.append((end, len(text) - end))
        at = end
    moved = []
    for start, end in passage.open:
        by = [offset for place, offset in shift if place <= start]
        moved.append((start + (by[-1] if by else 0), end + (by[-1] if by else 0)))
    return Passage(text + passage.text[at:], spans, moved)


def example(nlp: Language, passages: list[Passage]) -> Example:
    """One example of several passages in a row."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    open_: list[tuple[int, int]] = []
    for passage in passages:
        at = len(text)
        text += passage.text + " "
        spans += [(start + at, end + at, label) for start, end, label in passage.spans]
        open_ += [(start + at, end + at) for start, end in passage.open]
    predicted, reference = nlp.make_doc(text.rstrip()), nlp.make_doc(text.rstrip())
    _annotate(reference, spans, open_)
    return Example(predicted, reference)


def _annotate(
    doc: Doc, spans: Iterable[tuple[int, int, str]], open_: Iterable[tuple[int, int]]
) -> None:
    """Names that no tokens fit are left unknown."""
    found: list[Span] = []
    missing: list[Span] = []
    taken: set[int] = set()
    for start, end, label in [*spans, *((s, e, "") for s, e in open_)]:
        exact = doc.char_span(start, end, label=label)
        span = exact or doc.char_span(start, end, alignment_mode="expand")
        if span is None or taken & set(range(span.start, span.end)):
            continue
        taken.update(range(span.start, span.end))
        (found if exact is not None and label else missing).append(span)
    doc.set_ents(found, missing=missing, default="outside")


class Course:
    """What is learnt: the corpora's passages and, new in each epoch, made ones."""

    def __init__(self, args: argparse.Namespace, recipe: dict[str, Any], nlp: Language) -> None:
        self.nlp, self.rng, self.recipe = nlp, random.Random(args.seed), recipe
        self.maker = Maker(args.lang, self.rng, held_out())
        self.parts: list[tuple[list[Passage], float]] = []
        self.guessed: list[list[Passage]] = []
        for part in recipe["train"]:
            passages = list(READERS[part["reader"]](args.treebanks / part["path"]))
            self.parts.append((passages, part.get("share", 1.0)))
            if part["reader"] == "propn":
                self.guessed.append(passages)
        pieces = weak.sentences(raw_texts(args.text, args.lang), self.rng, recipe["raw"])
        self.parts.append((list(weak.certain(args.lang, nlp, pieces)), recipe["weak"]))
        self.guessed.append(self.parts[-1][0])
        for passages, share in self.parts:
            names = sum(len(passage.spans) for passage in passages)
            print(f"{len(passages)} passages, {names} names, {share} of them in an epoch")

    def guess(self, nlp: Language) -> int:
        """Take for names what `nlp` finds where nothing is known; returns how many there are."""
        count = 0
        for passages in self.guessed:
            for passage, doc in zip(passages, nlp.pipe(p.text for p in passages), strict=True):
                found = [(span.start_char, span.end_char, span.label_) for span in doc.ents]
                count += entities.closed(passage, found)
        return count

    def epoch(self) -> list[Example]:
        """One round: every corpus in the share the recipe says, two names in five replaced."""
        rng, chosen = self.rng, []
        for passages, share in self.parts:
            some = [p for p in passages for _ in range(int(share + rng.random()))]
            chosen += [renamed(p, self.maker) if rng.random() < 0.4 else p for p in some]
        chosen += [self.maker.sentence() for _ in range(self.recipe["made"])]
        rng.shuffle(chosen)
        found, at = [], 0
        while at < len(chosen):
            size = rng.choice((1, 1, 2, 3))
            found.append(example(self.nlp, chosen[at : at + size]))
            at += size
        return found


def read_recipe(lang: str) -> dict[str, Any]:
    """The language's section of ner.toml."""
    found: dict[str, Any] = tomllib.loads((HERE / "ner.toml").read_text(encoding="utf-8"))[lang]
    return found


def develop(args: argparse.Namespace, recipe: dict[str, Any]) -> dict[str, list[Passage]]:
    """The development sets by name: corpora, and our own sentences."""
    return _sets(args, recipe["dev"], "dev")


def test_sets(args: argparse.Namespace, recipe: dict[str, Any]) -> dict[str, list[Passage]]:
    """The test sets by name."""
    return _sets(args, recipe["test"], "test")


def _sets(args: argparse.Namespace, parts: list[dict[str, Any]], split: str) -> dict[str, Any]:
    found = {}
    for part in parts:
        found[part["reader"]] = list(READERS[part["reader"]](args.treebanks / part["path"]))
    found["own"] = list(entities.read_own(GOLD / f"{args.lang}.jsonl", split))
    return found


def publish(nlp: Language, table: Path, out: Path, recipe: dict[str, Any]) -> None:
    """Write the weights and their table to `out`."""
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    nlp.get_pipe("ner").to_disk(fresh, exclude=["vocab"])  # type: ignore[attr-defined]
    config = nlp.config["components"]["ner"].copy()
    config["model"]["tok2vec"]["embed"]["table"] = "words.tsv"
    Config({"ner": config}).to_disk(fresh / "config.cfg")
    shutil.copy(table, fresh / "words.tsv")
    (fresh / "NOTICE").write_text(recipe["notice"].lstrip(), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("lang")
    add("--treebanks", type=Path, required=True, help="folder that ner.toml's paths start from")
    add("--text", type=Path, required=True, help="folder of LANG_*.jsonl.gz")
    add("--out", type=Path, help="default: kg/lang/LANG/ner")
    add("--table", type=Path, help="a words.tsv made before")
    add("--steps", type=int, default=4000)
    add("--minutes", type=float, default=1e9, help="wall-clock limit")
    add("--every", type=int, default=200, help="steps between evaluations")
    add("--seed", type=int, default=1)
    add("--rate", type=float, default=0.001)
    add("--dropout", type=float, default=0.25)
    add("--words", type=int, default=1200, help="words in a batch")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    fix_random_seed(args.seed)
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own product of matrices is the faster one
    recipe = read_recipe(args.lang)
    out = args.out or LANG / args.lang / "ner"
    table = args.table
    if table is None:
        table = out.with_name(f"{out.name}.words.tsv")
        texts = raw_texts(args.text, args.lang)
        pieces = (text[at : at + PIECE] for text in texts for at in range(0, len(text), PIECE))
        write_table(table, pieces, blank(args.lang), lists_of(args.lang, held_out()))
    nlp = blank(args.lang, table)
    course = Course(args, recipe, nlp)
    first = course.epoch()
    nlp.initialize(lambda: first[:2000])
    train(nlp, course, args, develop(args, recipe), lambda: publish(nlp, table, out, recipe))


def train(
    nlp: Language,
    course: Course,
    args: argparse.Namespace,
    dev: dict[str, list[Passage]],
    keep: Callable[[], None],
) -> None:
    """Train until the limit, keeping averaged weights whenever the mean F of `dev` got better."""
    sgd = Adam(args.rate, L2=0.01, grad_clip=1.0, use_averages=True)
    started, step, best, guessed = time.time(), 0, 0.0, False
    while True:
        share = max(step / args.steps, (time.time() - started) / 60 / args.minutes)
        if not guessed and share >= GUESS:
            with nlp.use_params(sgd.averages):
                print(f"{course.guess(nlp)} names guessed")
            guessed = True
        for batch in _batches(course.epoch(), args.words):
            share = max(step / args.steps, (time.time() - started) / 60 / args.minutes)
            sgd.learn_rate = args.rate * min(1.0, (step + 1) / 100) * max(0.05, 1.0 - share)
            nlp.update(batch, drop=args.dropout, sgd=sgd)
            step += 1
            late = share >= 1.0 or step >= args.steps
            if step % args.every == 0 or late:
                with nlp.use_params(sgd.averages):
                    got = {name: scores(nlp, passages) for name, passages in dev.items()}
                    value = sum(result["all"][2] for result in got.values()) / len(got)
                    if value > best:
                        keep()
                minutes = (time.time() - started) / 60
                mark = "*" if value > best else ""
                print(f"{minutes:5.1f} min, step {step}: {report(got)}{mark}", flush=True)
                best = max(best, value)
            if late:
                return


def _batches(examples: list[Example], words: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    size = 0
    for one in examples:
        batch.append(one)
        size += len(one.predicted)
        if size >= words:
            yield batch
            batch, size = [], 0


if __name__ == "__main__":
    main()
