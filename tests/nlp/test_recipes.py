"""The recipes by which the pipelines are made: steps in an order that can be gone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy
import pytest
import spacy
from spacy.tokens import Doc

from data.training.agree import Source, agreed, conllu
from data.training.average import average
from data.training.corpus import read
from data.training.recipe import HERE, plan_of, read_recipe
from data.training.train import blank, deepen, encoder

RECIPES = sorted((HERE / "recipes").glob("*.toml"))


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_recipes_can_be_followed_and_end_in_a_pipeline(path: Path) -> None:
    steps = read_recipe(path)["step"]
    plans = [
        plan_of(path.stem, step, Path("t"), Path("w")) for step in steps if step["do"] == "train"
    ]
    assert plans
    assert all(plan.minutes > 1e6 for plan in plans), "only steps can be counted again"
    assert steps[-1]["do"] != "agree"


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ('[[step]]\nname="b"\ndo="train"\nstart="a"', r"first \['a'\]"),
        ('[[step]]\nname="b"\ndo="bake"', "'b'"),
        ('[[step]]\nname="b"\ndo="train"\n[[step]]\nname="b"\ndo="train"', "name it once"),
    ],
)
def test_recipes_that_cannot_be_followed(tmp_path: Path, steps: str, complaint: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(f"versions={{}}\n{steps}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_recipe(path)


def test_unknown_key_of_a_round() -> None:
    with pytest.raises(TypeError, match="stepz"):
        plan_of("fr", {"do": "train", "name": "a", "stepz": 3}, Path("t"), Path("w"))


def test_sources_take_every_nth_text_of_a_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    rows = [{"id": f"{kind}-{n}", "text": f"{kind}{n}"} for n in range(4) for kind in "ab"]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert list(Source(path, ["a-"], 2).texts()) == ["a1", "a3"]
    assert len(list(Source(path).texts())) == 8


def parser(labels: list[str]) -> spacy.Language:
    """A pipeline that gives six words these labels, the second word governing."""
    nlp = spacy.blank("fr")

    @spacy.Language.component(f"fixed_{'_'.join(labels)}")
    def fixed(doc: Doc) -> Doc:
        for token, label in zip(doc, labels, strict=True):
            token.head, token.dep_, token.pos_, token.lemma_ = doc[1], label, "X", token.text
        return doc

    nlp.add_pipe(f"fixed_{'_'.join(labels)}")
    return nlp


def test_sentences_read_alike_are_kept_and_can_be_read_again(tmp_path: Path) -> None:
    alike = ["nsubj", "ROOT", "obj", "obl", "dep", "punct"]
    other = ["nsubj", "ROOT", "obj", "nmod", "dep", "punct"]
    text = "Kiev refuse tout accord écrit !"
    (sentence,) = agreed(parser(alike), parser([*alike]), [text, text])
    assert list(agreed(parser(alike), parser(other), [text])) == []
    path = tmp_path / "auto.conllu"
    path.write_text(conllu(sentence), encoding="utf-8")
    (again,) = read(path, spacy.blank("fr"))
    assert again.text == text
    assert [word.dep for word in again.words] == alike


def test_a_deepened_pipeline_reads_as_before() -> None:
    nlp = blank("en", 16, 2, 16)
    nlp.get_pipe("parser").add_label("nsubj")  # type: ignore[attr-defined]
    nlp.select_pipes(enable=["tok2vec"])
    nlp.initialize()
    before = nlp("Paris helps Kyiv").tensor
    deepen(nlp, 5)
    assert len(nlp.get_pipe("tok2vec").model.layers[1].layers[0].layers) == 5  # type: ignore[attr-defined]
    assert (nlp("Paris helps Kyiv").tensor == before).all()


def test_averages_lie_between_and_shallower_ones_are_deepened(tmp_path: Path) -> None:
    deep, shallow = blank("en", 16, 3, 16), blank("en", 16, 2, 16)
    for nlp in (deep, shallow):
        nlp.get_pipe("parser").add_label("nsubj")  # type: ignore[attr-defined]
        nlp.get_pipe("morphologizer").add_label("POS=NOUN")  # type: ignore[attr-defined]
    paths = {tmp_path / "deep": 0.75, tmp_path / "shallow": 0.25}
    for nlp, path in zip((deep, shallow), paths, strict=True):
        nlp.remove_pipe("lemmatizer")
        nlp.initialize()
        nlp.to_disk(path)
    average("en", paths, tmp_path / "out")
    first, second, mean = (
        encoder(spacy.load(path)).layers[0].layers for path in (*paths, tmp_path / "out")
    )
    assert len(mean) == 3
    weights = [
        next(node for node in stack[0].walk() if node.has_param("W")).get_param("W")
        for stack in (first, second, mean)
    ]
    assert numpy.allclose(0.75 * weights[0] + 0.25 * weights[1], weights[2], atol=1e-6)
