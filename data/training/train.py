"""Train the spaCy pipeline of a language pack; see README.md.

python -m data.training.train fr --treebanks DIR --out kg/lang/fr/pipeline
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
import tomllib
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import load_config, load_model_from_config
from thinc.api import Adam, fix_random_seed

from data.training.corpus import Sentence, examples, read
from data.training.evaluate import scores
from data.training.headlines import headlines
from kg.nlp.tokens import make_tokenizer, read_token_settings

HERE = Path(__file__).parent
#: What counts in choosing the best weights.
WORTH = {"pos_acc": 0.2, "lemma_acc": 0.1, "dep_las": 0.6, "sents_f": 0.1}
LANG = HERE.parent.parent / "kg" / "lang"


def blank(lang: str, width: int, depth: int, hidden: int) -> Language:
    """Return an untrained pipeline with the pack's tokenizer."""
    config = load_config(HERE / "config.cfg")
    config["nlp"]["lang"] = lang
    parts = config["components"]
    parts["tok2vec"]["model"]["embed"]["width"] = width
    parts["tok2vec"]["model"]["encode"]["width"] = width
    parts["tok2vec"]["model"]["encode"]["depth"] = depth
    for name in ("morphologizer", "parser", "lemmatizer"):
        parts[name]["model"]["tok2vec"]["width"] = width
    parts["parser"]["model"]["hidden_width"] = hidden
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.tokenizer = make_tokenizer(nlp, read_token_settings(LANG / lang / "tokens.toml"))
    return nlp


def publish(nlp: Language, out: Path, recipe: dict[str, Any]) -> None:
    """Write `nlp` to `out`, replacing what is there only when all is written."""
    nlp.meta.update({"name": "kg", "version": "1.0.0", "spacy_version": ">=3.8.0,<3.9.0"})
    nlp.meta.update({key: recipe[key] for key in ("description", "license")})
    fresh, old = out.with_name(out.name + ".new"), out.with_name(out.name + ".old")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    nlp.to_disk(fresh)
    (fresh / "NOTICE").write_text(recipe["notice"].lstrip(), encoding="utf-8")
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def shuffled(corpora: list[list[Sentence]], nlp: Language, rng: random.Random) -> list[Example]:
    """One epoch: every corpus in its order, cut at random places, the pieces shuffled.

    One made headline comes to ten sentences of the corpora, other ones in each epoch.
    """
    made = headlines(str(nlp.lang), sum(map(len, corpora)) // 10, rng)
    found = [example for corpus in [*corpora, made] for example in examples(corpus, nlp, rng=rng)]
    rng.shuffle(found)
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("lang")
    add("--treebanks", type=Path, required=True, help="folder that corpora.toml's paths start from")
    add("--out", type=Path, required=True)
    add("--start", type=Path, help="go on from this pipeline, whose shape then counts")
    add("--width", type=int, default=160)
    add("--depth", type=int, default=4)
    add("--hidden", type=int, default=128)
    add("--steps", type=int, default=8000)
    add("--minutes", type=float, default=1e9, help="wall-clock limit")
    add("--every", type=int, default=200, help="steps between evaluations")
    add("--seed", type=int, default=1)
    add("--rate", type=float, default=0.001)
    add("--dropout", type=float, default=0.2)
    add("--words", type=int, default=1000, help="words in a batch, at most")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    fix_random_seed(args.seed)
    rng = random.Random(args.seed)
    recipe = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))[args.lang]
    nlp = blank(args.lang, args.width, args.depth, args.hidden)
    corpora = [read(args.treebanks / name, nlp) for name in recipe["train"]]
    dev = [
        example
        for name in recipe["dev"]
        for example in examples(read(args.treebanks / name, nlp), nlp)
    ]
    dev = dev[:: max(1, len(dev) // 120)]
    first = shuffled(corpora, nlp, rng)
    tokens = [sum(len(example.reference) for example in part) for part in (first, dev)]
    print(f"{sum(map(len, corpora))} sentences; tokens to learn {tokens[0]}, to check {tokens[1]}")
    if args.start:
        nlp = spacy.load(args.start)
        nlp.tokenizer = make_tokenizer(nlp, read_token_settings(LANG / args.lang / "tokens.toml"))
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        # Loading does not restore this table, and learning reads it.
        lemmatizer.tree2label = {tree: i for i, tree in enumerate(lemmatizer.cfg["labels"])}
    else:
        nlp.initialize(lambda: first)
    train(nlp, corpora, dev, args, rng, recipe)


def train(
    nlp: Language,
    corpora: list[list[Sentence]],
    dev: list[Example],
    args: argparse.Namespace,
    rng: random.Random,
    recipe: dict[str, Any],
) -> None:
    """Train until the limit of steps or minutes, writing the averaged weights whenever they got
    better.
    """
    sgd = Adam(args.rate, L2=0.01, grad_clip=1.0, use_averages=True)
    started, step, epoch, best = time.time(), 0, 0, 0.0
    while True:
        epoch += 1
        size = args.words if args.start else min(args.words, 300 + 60 * epoch)
        learn = shuffled(corpora, nlp, rng)
        for batch in minibatch_by_words(learn, size, tolerance=0.2, discard_oversize=False):
            share = max(step / args.steps, (time.time() - started) / 60 / args.minutes)
            sgd.learn_rate = args.rate * min(1.0, (step + 1) / 100) * max(0.05, 1.0 - share)
            nlp.update(batch, drop=args.dropout, sgd=sgd)
            step += 1
            late = share >= 1.0 or step >= args.steps
            if step % args.every == 0 or late:
                with nlp.use_params(sgd.averages):
                    got = scores(nlp, dev)
                    value = sum(weight * got[key] for key, weight in WORTH.items())
                    if value > best:
                        publish(nlp, args.out, recipe)
                report = " ".join(f"{key} {100 * got[key]:.1f}" for key in (*WORTH, "dep_uas"))
                mark = "*" if value > best else ""
                minutes = (time.time() - started) / 60
                print(f"{minutes:6.1f} min, epoch {epoch}, step {step}: {report}{mark}", flush=True)
                best = max(best, value)
            if late:
                return


if __name__ == "__main__":
    main()
