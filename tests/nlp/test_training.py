"""What the pipelines learn from: treebanks cut as the tokenizer cuts, and made headlines."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from data.training.conjugate import conjugated, has_rules
from data.training.corpus import Sentence, Word, examples, read
from data.training.evaluate import PARSES, scores, shared_task
from data.training.headlines import headlines, varied
from kg.nlp.labels import read_labels
from kg.nlp.tokens import make_tokenizer, read_token_settings
from kg.nlp.trees import set_tree

LANG = Path(__file__).parents[2] / "kg" / "lang"

CONLLU = """\
# text = L’aide du Japon arrive
1\tL’\tle\tDET\t_\t_\t2\tdet\t_\t_
2\taide\taide\tNOUN\t_\tGender=Fem\t6\tnsubj\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\t_\t5\tdet\t_\t_
5\tJapon\tJapon\tPROPN\t_\t_\t2\tnmod\t_\t_
6\tarrive\tarriver\tVERB\t_\t_\t0\troot\t_\t_

# text = - Kiev y va.
1\t-\t-\tPUNCT\t_\t_\t4\tpunct\t_\t_
2\tKiev\tKiev\tPROPN\t_\t_\t4\tnsubj\t_\t_
3\ty\ty\tPRON\t_\t_\t4\tobl:arg\t_\t_
4\tva\taller\tVERB\t_\t_\t0\troot\t_\t_
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("fr")
    nlp.tokenizer = make_tokenizer(nlp, read_token_settings(LANG / "fr" / "tokens.toml"))
    return nlp


@pytest.fixture(scope="module")
def sentences(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> list[Sentence]:
    path = tmp_path_factory.mktemp("treebank") / "xx.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return read(path, nlp)


def rows(sentence: Sentence) -> list[tuple[str, str, str, str]]:
    def form(i: int) -> str:
        return sentence.text[sentence.words[i].start : sentence.words[i].end]

    return [
        (form(i), word.lemma, word.dep, form(word.head)) for i, word in enumerate(sentence.words)
    ]


def test_contractions_are_one_word_with_the_analysis_of_their_root(
    sentences: list[Sentence],
) -> None:
    assert rows(sentences[0]) == [
        ("L'", "le", "det", "aide"),
        ("aide", "aide", "nsubj", "arrive"),
        ("du", "de", "case", "Japon"),
        ("Japon", "Japon", "nmod", "aide"),
        ("arrive", "arriver", "ROOT", "arrive"),
    ]


def test_bullets_are_left_out_and_labels_reduced(sentences: list[Sentence]) -> None:
    assert [row[:3] for row in rows(sentences[1])] == [
        ("Kiev", "Kiev", "nsubj"),
        ("y", "y", "obl"),
        ("va", "aller", "ROOT"),
        (".", ".", "punct"),
    ]


SPANISH = """\
# text = El foro acabó reuniéndose hoy
1\tEl\tel\tDET\t_\t_\t2\tdet\t_\t_
2\tforo\tforo\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tacabó\tacabar\tVERB\t_\t_\t0\troot\t_\t_
4-5\treuniéndose\t_\t_\t_\t_\t_\t_\t_\t_
4\treuniendo\treunir\tVERB\t_\t_\t3\txcomp\t_\t_
5\tse\tél\tPRON\t_\t_\t4\tcompound:prt\t_\t_
6\thoy\thoy\tADV\t_\t_\t4\tadvmod\t_\t_

# text = Sí
1\tSí\tsí\tINTJ\t_\t_\t0\troot\t_\t_
"""


@pytest.fixture(scope="module")
def spanish() -> Language:
    nlp = spacy.blank("es")
    nlp.tokenizer = make_tokenizer(nlp, read_token_settings(LANG / "es" / "tokens.toml"))
    return nlp


def test_pronouns_joined_to_a_verb_are_words_whatever_its_accent(
    spanish: Language, tmp_path: Path
) -> None:
    """The label of "se" is the one corpora.toml gives for Spanish."""
    path = tmp_path / "xx.conllu"
    path.write_text(SPANISH, encoding="utf-8")
    assert rows(read(path, spanish)[0])[3:5] == [
        ("reuniéndo", "reunir", "xcomp", "acabó"),
        ("se", "él", "expl:comp", "reuniéndo"),
    ]


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("atacar", "ataca atacó ataquen atacado atacando atacarán"),
        ("negar", "niega negó nieguen"),
        ("reunir", "reúne reunió reunieron"),
        ("imponer", "impone impuso impondrá imponga impuesta"),
        ("exigir", "exige exija exigió"),
        ("construir", "construye construyó construyeron construido"),
        ("leer", "lee leyó leído"),
    ],
)
def test_verbs_are_conjugated_by_rule(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= conjugated(lemma, "es")
    assert lemma not in conjugated(lemma, "es")


def test_a_language_without_rules_is_not_conjugated() -> None:
    assert not has_rules("xx")
    assert conjugated("atacar", "xx") == set()


def test_a_part_of_a_corpus_can_be_held_out(spanish: Language, tmp_path: Path) -> None:
    path = tmp_path / "xx.conllu"
    path.write_text(SPANISH, encoding="utf-8")
    texts = [
        [s.text for s in read(tmp_path / f"xx.conllu@{part}", spanish)] for part in (":1", "1:")
    ]
    assert texts == [["El foro acabó reuniéndose hoy"], ["Sí"]]


def test_headings_stand_on_a_line_of_their_own(nlp: Language, sentences: list[Sentence]) -> None:
    (example,) = examples(sentences, nlp)
    assert example.reference.text == "L'aide du Japon arrive\nKiev y va."
    assert [sent.text.strip() for sent in example.reference.sents] == [
        "L'aide du Japon arrive",
        "Kiev y va.",
    ]


def test_a_language_without_words_of_its_own_has_no_made_headlines() -> None:
    assert headlines("xx", 5, random.Random(1)) == []


@pytest.mark.parametrize("lang", ["fr", "en", "es"])
def test_made_headlines_are_trees_with_a_subject(lang: str) -> None:
    for sentence in headlines(lang, 200, random.Random(1)):
        found = [word.dep for word in sentence.words]
        assert found.count("ROOT") == 1
        assert "nsubj" in found or ("nsubj:pass" in found and "obl:agent" in found)
        assert "" not in found
        assert all(sentence.text[word.start : word.end].strip() for word in sentence.words)


NAMES = """\
# text = Le ministre Jean Dupont et M. Luc Petit
1\tLe\tle\tDET\t_\t_\t2\tdet\t_\t_
2\tministre\tministre\tNOUN\t_\t_\t0\troot\t_\t_
3\tJean\tJean\tPROPN\t_\t_\t2\tnmod\t_\t_
4\tDupont\tDupont\tPROPN\t_\t_\t3\tflat:name\t_\t_
5\tet\tet\tCCONJ\t_\t_\t6\tcc\t_\t_
6\tM.\tmonsieur\tNOUN\t_\t_\t2\tconj\t_\t_
7\tLuc\tLuc\tPROPN\t_\t_\t6\tnmod\t_\t_
8\tPetit\tPetit\tPROPN\t_\t_\t7\tflat:name\t_\t_
"""


def test_names_after_nouns_have_one_analysis(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "xx.conllu"
    path.write_text(NAMES, encoding="utf-8")
    (sentence,) = read(path, nlp)
    labels = {word: (dep, head) for word, _, dep, head in rows(sentence)}
    assert labels["Jean"] == ("appos", "ministre")
    assert (labels["Luc"], labels["Petit"]) == (("flat", "M."), ("flat", "M."))
    (published,) = read(path, nlp, published=True)
    assert ("Jean", "Jean", "nmod", "ministre") in rows(published)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_own_parses_are_trees_of_this_scheme_and_the_held_out_are_others(lang: str) -> None:
    plain = spacy.blank(lang)
    plain.tokenizer = make_tokenizer(plain, read_token_settings(LANG / lang / "tokens.toml"))
    given = {part: PARSES / f"{lang}-{part}.conllu" for part in ("train", "test")}
    parts = {part: read(path, plain) for part, path in given.items()}
    for part, path in given.items():
        assert len(parts[part]) == path.read_text(encoding="utf-8").count("# sent_id")
    known = set(read_labels(LANG / lang / "labels.toml").needed)
    known |= {"ROOT", "fixed", "nummod", "expl:subj", "expl:pass", "dislocated", "cc:preconj"}
    known |= {
        "nmod:desc",
        "nmod:unmarked",
        "obl:unmarked",
        "det:predet",
        "csubj",
        "list",
        "aux:caus",
    }
    assert {word.dep for part in parts.values() for s in part for word in s.words} <= known
    texts = [{sentence.text for sentence in part} for part in parts.values()]
    assert not texts[0] & texts[1]


def test_varied_sentences_have_other_names_and_the_same_trees(nlp: Language) -> None:
    given = read(PARSES / "fr-train.conllu", nlp)
    fresh = varied(given, "fr", random.Random(3))
    assert sum(a.text != b.text for a, b in zip(given, fresh, strict=True)) > 20
    for old, new in zip(given, fresh, strict=True):
        assert [word.dep for word in new.words] == [word.dep for word in old.words]
        assert [word.head for word in new.words] == [word.head for word in old.words]
        spelt = [new.text[word.start : word.end] for word in new.words]
        assert all(form == form.strip() and form for form in spelt)
        assert "".join(spelt) == new.text.replace(" ", "")


def test_shared_task_score_ignores_subtypes_and_counts_punctuation(nlp: Language) -> None:
    right = Sentence("Kiev agit .", [
        Word(0, 4, "Kiev", "PROPN", "", 1, "nsubj:pass"),
        Word(5, 9, "agir", "VERB", "", 1, "ROOT"),
        Word(10, 11, ".", "PUNCT", "", 0, "punct"),
    ])  # fmt: skip
    parser = spacy.blank("fr")
    parser.tokenizer = nlp.tokenizer

    @Language.component("kiev_acts")
    def acts(doc: Doc) -> Doc:
        return set_tree(doc, [1, 1, 1], ["nsubj", "ROOT", "punct"])

    parser.add_pipe("kiev_acts")
    assert shared_task(parser, [right]) == pytest.approx(2 / 3)


def test_arcs_of_names_are_those_whose_dependent_is_a_name(nlp: Language) -> None:
    """Of "Kiev et Rome agissent vite" two arcs attach names: one is right, one has another head."""
    gold = Sentence("Kiev et Rome agissent vite", [
        Word(0, 4, "Kiev", "PROPN", "", 3, "nsubj"),
        Word(5, 7, "et", "CCONJ", "", 2, "cc"),
        Word(8, 12, "Rome", "PROPN", "", 0, "conj"),
        Word(13, 21, "agir", "VERB", "", 3, "ROOT"),
        Word(22, 26, "vite", "ADV", "", 3, "advmod"),
    ])  # fmt: skip
    parser = spacy.blank("fr")
    parser.tokenizer = nlp.tokenizer

    @Language.component("rome_alone")
    def alone(doc: Doc) -> Doc:
        labels = ["nsubj", "cc", "conj", "ROOT", "nsubj"]
        return set_tree(doc, [3, 2, 3, 3, 3], labels)

    parser.add_pipe("rome_alone")
    assert scores(parser, list(examples([gold], parser)))["dep_f_of_names"] == {
        "nsubj": 1,
        "conj": 0,
    }
