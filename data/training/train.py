"""Train the spaCy pipeline of a language pack; see README.md.

python -m data.training.train fr --treebanks DIR --out kg/lang/fr/pipeline
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import load_config, load_model_from_config
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops

from data.training.corpus import Sentence, examples, read
from data.training.evaluate import scores
from data.training.headlines import headlines, varied
from kg.nlp.tokens import make_tokenizer, read_token_settings

HERE = Path(__file__).parent
#: What counts in choosing the best weights.
WORTH = {"pos_acc": 0.2, "lemma_acc": 0.1, "dep_las": 0.6, "sents_f": 0.1}
LANG = HERE.parent.parent / "kg" / "lang"
PARSES = HERE.parent / "gold" / "parses"


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


def encoder(nlp: Language) -> Any:
    """Return the model of the shared convolutions; its one layer is the stack of them."""
    layer: Any = nlp.get_pipe("tok2vec")
    return layer.model.layers[1]


def deepen(nlp: Language, depth: int) -> None:
    """Give the shared layer `depth` convolutions, in place.

    Each new one repeats the last but adds nothing to its input yet (a residual scaled by nought),
    so that the pipeline reads as before until it learns on. Nothing happens if it is as deep.
    """
    stack = encoder(nlp).layers[0]
    while len(stack.layers) < depth:
        layer = stack.layers[-1].copy()
        for node in layer.walk():
            if node.name == "layernorm":
                node.set_param("G", node.get_param("G") * 0)
                node.set_param("b", node.get_param("b") * 0)
        stack.layers.append(layer)
    encoder(nlp).attrs["pad"] = len(stack.layers)
    config = nlp.get_pipe_config("tok2vec")
    config["model"]["encode"]["depth"] = len(stack.layers)


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


@dataclass
class Plan:
    """One round of training.

    `words` is the size of a batch, `rate` the learning rate that falls to `last`; `made` and `auto`
    are made sentences and sentences of the files `agreed` per sentence of the corpora, `own` says
    how often an epoch has each of our own parses.
    """

    lang: str
    treebanks: Path
    out: Path
    start: Path | None = None
    width: int = 160
    depth: int = 4
    hidden: int = 128
    steps: int = 8000
    minutes: float = 1e9
    every: int = 200
    seed: int = 1
    rate: float = 0.001
    last: float = 0.0
    dropout: float = 0.2
    words: int = 1000
    made: float = 0.1
    own: int = 0
    auto: float = 0.0
    agreed: list[Path] = field(default_factory=list)


@dataclass
class Material:
    """What a round learns from: corpora, our own parses, sentences that two parsers read alike."""

    corpora: list[list[Sentence]]
    own: list[Sentence]
    agreed: list[Sentence]

    @classmethod
    def of(cls, plan: Plan, recipe: dict[str, Any], nlp: Language) -> Material:
        own = PARSES / f"{plan.lang}-train.conllu"
        return cls(
            [read(plan.treebanks / name, nlp) for name in recipe["train"]],
            read(own, nlp) if plan.own and own.exists() else [],
            [sentence for path in plan.agreed for sentence in read(path, nlp)],
        )

    def epoch(self, plan: Plan, nlp: Language, rng: random.Random) -> list[Example]:
        """Every corpus in its order, cut at random places, the pieces shuffled; the made and the
        agreed sentences are others in each epoch.
        """
        size = sum(map(len, self.corpora))
        made = headlines(plan.lang, int(size * plan.made), rng)
        agreed = rng.sample(self.agreed, min(int(size * plan.auto), len(self.agreed)))
        own = [varied(self.own, plan.lang, rng) for _ in range(plan.own)]
        parts = [*self.corpora, *own, made, agreed]
        found = [example for part in parts for example in examples(part, nlp, rng=rng)]
        rng.shuffle(found)
        return found


def arguments() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("lang")
    add("--treebanks", type=Path, required=True, help="folder that corpora.toml's paths start from")
    add("--out", type=Path, required=True)
    add("--start", type=Path, help="go on from this pipeline, deepened at most")
    add("--agreed", type=Path, nargs="*", help="CoNLL-U files of data.training.agree")
    for name in ("width", "depth", "hidden", "steps", "every", "seed", "words", "own"):
        add(f"--{name}", type=int, help=f"default: {getattr(Plan, name)}")
    for name in ("minutes", "rate", "last", "dropout", "made", "auto"):
        add(f"--{name}", type=float, help=f"default: {getattr(Plan, name)}")
    given = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    return Plan(**given)


def run(plan: Plan) -> None:
    """Train one round and write its best weights to `plan.out`."""
    # numpy's BLAS takes half the time of the one that thinc brings.
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(plan.seed)
    rng = random.Random(plan.seed)
    recipe = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))[plan.lang]
    nlp = blank(plan.lang, plan.width, plan.depth, plan.hidden)
    material = Material.of(plan, recipe, nlp)
    dev = [
        example
        for name in recipe["dev"]
        for example in examples(read(plan.treebanks / name, nlp), nlp)
    ]
    dev = dev[:: max(1, len(dev) // 120)]
    first = material.epoch(plan, nlp, rng)
    tokens = [sum(len(example.reference) for example in part) for part in (first, dev)]
    print(f"{len(first)} pieces; tokens to learn {tokens[0]}, to check {tokens[1]}", flush=True)
    if plan.start:
        nlp = spacy.load(plan.start)
        nlp.tokenizer = make_tokenizer(nlp, read_token_settings(LANG / plan.lang / "tokens.toml"))
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        # Loading does not restore this table, and learning reads it.
        lemmatizer.tree2label = {tree: i for i, tree in enumerate(lemmatizer.cfg["labels"])}
        deepen(nlp, plan.depth)
    else:
        nlp.initialize(lambda: first)
    train(nlp, material, dev, plan, rng, recipe)


def train(
    nlp: Language,
    material: Material,
    dev: list[Example],
    plan: Plan,
    rng: random.Random,
    recipe: dict[str, Any],
) -> None:
    """Train until the limit of steps or minutes, writing the averaged weights whenever they got
    better.
    """
    sgd = Adam(plan.rate, L2=0.01, grad_clip=1.0, use_averages=True)
    last = plan.last or plan.rate / 20
    started, step, epoch, best = time.time(), 0, 0, 0.0
    while True:
        epoch += 1
        size = plan.words if plan.start else min(plan.words, 300 + 60 * epoch)
        learn = material.epoch(plan, nlp, rng)
        for batch in minibatch_by_words(learn, size, tolerance=0.2, discard_oversize=False):
            share = min(1.0, max(step / plan.steps, (time.time() - started) / 60 / plan.minutes))
            rate = plan.rate + (last - plan.rate) * share
            sgd.learn_rate = rate * min(1.0, (step + 1) / 100)
            nlp.update(batch, drop=plan.dropout, sgd=sgd)
            step += 1
            late = share >= 1.0 or step >= plan.steps
            if step % plan.every == 0 or late:
                with nlp.use_params(sgd.averages):
                    got = scores(nlp, dev)
                    value = sum(weight * got[key] for key, weight in WORTH.items())
                    if value > best:
                        publish(nlp, plan.out, recipe)
                report = " ".join(f"{key} {100 * got[key]:.1f}" for key in (*WORTH, "dep_uas"))
                mark = "*" if value > best else ""
                minutes = (time.time() - started) / 60
                print(f"{minutes:6.1f} min, epoch {epoch}, step {step}: {report}{mark}", flush=True)
                best = max(best, value)
            if late:
                return


def main() -> None:
    run(arguments())


if __name__ == "__main__":
    main()
