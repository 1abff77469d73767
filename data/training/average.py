"""Average the weights of pipelines that went on from one another, which errs less than the last.

python -m data.training.average fr --out OUT LAST:0.7 EARLIER:0.3
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy

from data.training.train import HERE, deepen, encoder, publish

__all__ = ["average"]

LAYERS = ("tok2vec", "morphologizer", "parser", "lemmatizer")


def average(lang: str, shares: Mapping[Path, float], out: Path) -> None:
    """Write to `out` the pipelines `shares`, each weight the mean of theirs by those shares.

    Shape, labels and tokenizer are those of the first; shallower ones are deepened, which changes
    nothing they say. Shares should add up to 1.
    """
    loaded: list[Any] = [spacy.load(path) for path in shares]
    deepest = max(len(encoder(nlp).layers[0].layers) for nlp in loaded)
    for nlp in loaded:
        deepen(nlp, deepest)
    for layer in filter(loaded[0].has_pipe, LAYERS):
        models = [list(nlp.get_pipe(layer).model.walk()) for nlp in loaded]
        for nodes in zip(*models, strict=True):
            for name in nodes[0].param_names:
                if nodes[0].has_param(name):
                    parts = (
                        share * node.get_param(name)
                        for share, node in zip(shares.values(), nodes, strict=True)
                    )
                    nodes[0].set_param(name, sum(parts).astype("float32"))
    recipe = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))[lang]
    publish(loaded[0], out, recipe)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("pipelines", nargs="+", help="folder and its share, parted by a colon")
    args = parser.parse_args()
    pairs = [pair.rsplit(":", 1) for pair in args.pipelines]
    average(args.lang, {Path(path): float(share) for path, share in pairs}, args.out)


if __name__ == "__main__":
    main()
