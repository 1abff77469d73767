"""Average the weights of pipelines that went on from one another, which errs less than the last.

python -m data.training.average fr --out OUT LAST:0.7 EARLIER:0.3
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

import spacy

from data.training.train import HERE, publish

LAYERS = ("tok2vec", "morphologizer", "parser", "lemmatizer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("pipelines", nargs="+", help="folder and its share, parted by a colon")
    args = parser.parse_args()

    paths, shares = zip(*(pair.rsplit(":", 1) for pair in args.pipelines), strict=True)
    loaded: list[Any] = [spacy.load(path) for path in paths]
    for layer in LAYERS:
        models = [list(nlp.get_pipe(layer).model.walk()) for nlp in loaded]
        for nodes in zip(*models, strict=True):
            for name in nodes[0].param_names:
                if nodes[0].has_param(name):
                    parts = (
                        float(s) * n.get_param(name) for s, n in zip(shares, nodes, strict=True)
                    )
                    nodes[0].set_param(name, sum(parts).astype("float32"))
    recipe = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))[args.lang]
    publish(loaded[0], args.out, recipe)


if __name__ == "__main__":
    main()
