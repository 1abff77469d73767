"""The packs' pipelines at work: offsets, sentences, limits, and parses that relations stand on."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import PipelineError
from kg.nlp import describe, load_pipeline, normalize, parse, parse_many
from kg.nlp.casing import true_case
from kg.nlp.components import SENTENCE_LIMIT, Paragraphs
from kg.nlp.parser import BATCH, RUN
from kg.nlp.repairs import repair
from kg.nlp.trees import cut_sentences, set_tree


@pytest.fixture(scope="module")
def fr() -> Language:
    return load_pipeline("fr")


@pytest.fixture(scope="module")
def en() -> Language:
    return load_pipeline("en")


def sentences(doc: Doc) -> list[str]:
    return [sent.text.strip() for sent in doc.sents]


# -- offsets and robustness


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_offsets_are_those_of_the_text_given(text: str) -> None:
    doc = parse(load_pipeline("fr"), text)
    assert doc.text == true_case(normalize(text), "fr")
    assert len(doc.text) == len(text)
    assert [doc.text[token.idx :].startswith(token.text) for token in doc] == [True] * len(doc)


def test_names_can_be_sliced_from_the_original(fr: Language) -> None:
    text = "« L’hégémonie », dit‑il.\u00a0Kim Jong‑un a reçu M. Poutine."
    doc = parse(fr, text)
    name = next(token for token in doc if token.text == "Jong-un")
    assert text[name.idx : name.idx + len(name)] == "Jong‑un"


# Pieces of newspapers' text, put together at random below.
PIECES = (
    "« l' »hégémonisme » ",
    "“Non”, dit‑il. ",
    "LA RUSSIE ACCUSE L’OTAN D’AGRESSION\n",
    "PARIS, 3 mars (Reuters) - ",
    "M. Macron ",
    "l’ex-président ",
    "• la Chine\n",
    "gouver\u00adnement ",
    "🇫🇷🤝🇩🇪 ",
    "İSTANBUL ",
    "(AFP) ",
    "a dénoncé\u00a0: « la guerre ",
    "3\u202f000 hommes\u2026 ",
    "\n\n",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_token_slices_what_it_stands_for(text: str) -> None:
    doc = parse(load_pipeline("fr"), text)
    for token in doc:
        given_text = text[token.idx : token.idx + len(token)]
        plain = normalize(text)[token.idx : token.idx + len(token)]
        assert len(given_text) == len(token.text)
        assert fold(plain) == fold(token.text)


def fold(word: str) -> str:
    """Without case and accents, which lines in capitals get."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if c.isalnum())


def test_many_texts_come_in_order(fr: Language) -> None:
    texts = ["Pékin a dit non.", "", "Moscou a dit oui.\n" * 3]
    assert [doc.text for doc in parse_many(fr, texts, batch_size=2)] == texts


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n", ""])
def test_long_text_goes_in_pieces_and_comes_back_whole(
    fr: Language, monkeypatch: pytest.MonkeyPatch, gap: str
) -> None:
    monkeypatch.setattr("kg.nlp.parser.PIECE", 200)
    text = f"La Russie a soutenu la Syrie.{gap}" * 40
    docs = list(parse_many(fr, [text, "Pékin a dit non.", text]))
    assert [doc.text for doc in docs] == [text, "Pékin a dit non.", text]
    assert all(text[token.idx :].startswith(token.text) for token in docs[0])


@pytest.mark.parametrize("run", ["(" * 2000, "l'" * 1000, "a" * 3000])
def test_run_without_a_space_costs_no_more_than_its_length(fr: Language, run: str) -> None:
    text = f"Pékin a dit {run} hier."
    docs = list(parse_many(fr, [text]))
    assert [doc.text for doc in docs] == [text]
    assert max(len(token) for token in docs[0]) <= RUN


def test_sentence_without_end_is_cut(fr: Language) -> None:
    doc = parse(fr, "la Chine , la Russie et " * 400)
    assert max(len(sent) for sent in doc.sents) <= SENTENCE_LIMIT
    assert all(token.head.sent == token.sent for token in doc)


def test_long_texts_are_parsed_piece_after_piece(
    fr: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []

    def pipe(self: Language, texts: list[tuple[str, bool]], **settings: Any) -> Any:
        if settings.get("as_tuples"):
            sizes.append(sum(len(text) for text, _ in texts))
        return original(self, texts, **settings)

    original = Language.pipe
    monkeypatch.setattr(Language, "pipe", pipe)
    text = "la Chine, la Russie, l’Iran et " * 1000
    (doc,) = parse_many(fr, [text])
    assert len(doc.text) == len(text)
    assert max(sizes) <= BATCH
    assert len(sizes) > 1


def test_surrogates_and_control_characters_survive(fr: Language) -> None:
    text = "Pékin\x00 a\ud800 dit\x1b non.\r\nMoscou aussi."
    assert len(parse(fr, text).text) == len(text)


# -- sentence starts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Titre sans point\n\nLa Chine a réagi.", ["Titre sans point", "La Chine a réagi."]),
        ("Titre sans point\nLa Chine a réagi.", ["Titre sans point", "La Chine a réagi."]),
        ("La Chine a\nréagi hier.", ["La Chine a\nréagi hier."]),
        ("La Chine,\nPékin surtout, a réagi.", ["La Chine,\nPékin surtout, a réagi."]),
        ("- la Chine a réagi\n- la Russie aussi", ["la Chine a réagi", "la Russie aussi"]),
        ("Washington et Pékin face à face", ["Washington et Pékin face à face"]),
        ("En Inde , la Chine réagit", ["En Inde , la Chine réagit"]),
        ("« Non. »", ['" Non. "']),
    ],
)
def test_lines(fr: Language, text: str, expected: list[str]) -> None:
    assert sentences(parse(fr, text)) == expected


def test_paragraphs_force_a_cut_at_a_pause() -> None:
    nlp = spacy.blank("fr")
    doc = Paragraphs(limit=10)(
        nlp.make_doc("un deux trois quatre cinq six sept huit , dix onze douze")
    )
    assert [token.text for token in doc if token.is_sent_start] == ["un", "dix"]


def test_cut_pieces_are_trees_of_their_own() -> None:
    nlp = spacy.blank("fr")
    doc = set_tree(
        nlp.make_doc("a b c d e"), [4, 0, 1, 2, 4], ["nsubj", "obj", "obl", "obl", "ROOT"]
    )
    cut_sentences(doc, 2)
    assert [[token.text for token in sent] for sent in doc.sents] == [["a", "b"], ["c", "d"], ["e"]]
    assert [token.dep_ for token in doc] == ["ROOT", "obj", "ROOT", "obl", "ROOT"]


def test_line_breaks_have_no_part_in_the_tree() -> None:
    doc = spacy.blank("fr").make_doc("\n\nKiev \n réagit")
    words = [token.text for token in doc]
    assert [word.isspace() for word in words] == [True, False, True, False]
    repair(set_tree(doc, [0, 2, 0, 0], ["ROOT", "nsubj", "dep", "ccomp"]))
    assert [(token.dep_, token.head.i) for token in doc] == [
        ("dep", 1),
        ("nsubj", 3),
        ("dep", 1),
        ("ROOT", 3),
    ]


# -- text that breaks parsers


def arcs(nlp: Language, text: str) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.lemma_) for token in parse(nlp, text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PARIS, 3 mars (Reuters) - La France soutient le Liban.", "soutenir"),
        ("(AFP) La France soutient le Liban.", "soutenir"),
        ("🇫🇷 La France soutient le Liban 🎉", "soutenir"),
        ("« La France soutient le Liban.", "soutenir"),
        ("La France sou\u00adtient le Liban.", ""),
        ("• La France soutient le Liban\n• Pékin proteste", "soutenir"),
        ("LA FRANCE SOUTIENT LE LIBAN", "soutenir"),
        ("La\u00a0France soutient le\u202fLiban\u00a0!", "soutenir"),
    ],
)
def test_disturbances_leave_the_sentence(fr: Language, text: str, expected: str) -> None:
    found = arcs(fr, text)
    if expected:
        assert {("France", "nsubj", expected), ("Liban", "obj", expected)} <= found
    else:
        assert {arc[0] for arc in found} >= {"France", "Liban"}


def test_a_year_is_no_number_of_what_acts(en: Language) -> None:
    found = arcs(en, "In 1956 Soviet tanks crushed the Hungarian uprising.")
    assert {("tanks", "nsubj", "crush"), ("1956", "obl", "crush"), ("In", "case", "1956")} <= found


def test_titles_and_elided_nouns_keep_their_words(fr: Language) -> None:
    words = [token.text for token in parse(fr, "M. Macron a reçu l’ex-président.")]
    assert words == ["M.", "Macron", "a", "reçu", "l'", "ex-président", "."]


def test_sentence_of_two_thousand_tokens_is_read_to_its_end(fr: Language) -> None:
    doc = parse(fr, "La Chine soutient la Russie, et " * 400 + "la France a condamné Moscou.")
    assert len(doc) > 2000
    subjects = [token for token in doc if token.dep_ == "nsubj" and token.head.pos_ == "VERB"]
    assert len(subjects) > 300
    assert subjects[-1].text == "France"


# -- parses


def share_right(nlp: Language, table: dict[str, set[tuple[str, str, str]]]) -> float:
    """Share of the (word, label, lemma of its head) of `table` that the parses have."""
    right = total = 0
    for text, expected in table.items():
        found = {(token.text, token.dep_, token.head.lemma_) for token in parse(nlp, text)}
        right, total = right + len(expected & found), total + len(expected)
    return right / total


def test_french_arguments(fr: Language) -> None:
    table = {
        "La Corée du Nord a, pour sa part, soutenu la Russie.": {
            ("Corée", "nsubj", "soutenir"),
            ("Russie", "obj", "soutenir"),
        },
        "Pékin et Pyongyang étaient convenus de renforcer leur coopération.": {
            ("Pyongyang", "conj", "Pékin"),
            ("renforcer", "xcomp", "convenir"),
            ("coopération", "obj", "renforcer"),
        },
        "Des sanctions ont été imposées par les États-Unis contre l’Iran.": {
            ("sanctions", "nsubj:pass", "imposer"),
            ("États-Unis", "obl:agent", "imposer"),
        },
        "Le président français a rencontré son homologue turc.": {
            ("président", "nsubj", "rencontrer"),
            ("homologue", "obj", "rencontrer"),
        },
        "La Russie, qui a envahi l’Ukraine, accuse l’OTAN.": {
            ("Russie", "nsubj", "accuser"),
            ("OTAN", "obj", "accuser"),
            ("envahi", "acl:relcl", "Russie"),
            ("Ukraine", "obj", "envahir"),
        },
        "Téhéran a dénoncé les frappes menées par Israël.": {
            ("Téhéran", "nsubj", "dénoncer"),
            ("menées", "acl", "frappe"),
            ("Israël", "obl:agent", "mener"),
        },
    }
    assert share_right(fr, table) >= 0.85


def test_english_arguments(en: Language) -> None:
    table = {
        "China has condemned the sale of arms to Taiwan.": {
            ("China", "nsubj", "condemn"),
            ("sale", "obj", "condemn"),
            ("arms", "nmod", "sale"),
        },
        "Sanctions were imposed by Washington on Iran.": {
            ("Sanctions", "nsubj:pass", "impose"),
            ("Washington", "obl:agent", "impose"),
            ("Iran", "obl", "impose"),
        },
        "Turkey agreed to support Azerbaijan.": {
            ("Turkey", "nsubj", "agree"),
            ("support", "xcomp", "agree"),
            ("Azerbaijan", "obj", "support"),
        },
        "Russia, which invaded Ukraine, has accused NATO of aggression.": {
            ("Russia", "nsubj", "accuse"),
            ("NATO", "obj", "accuse"),
            ("invaded", "acl:relcl", "Russia"),
        },
    }
    assert share_right(en, table) >= 0.85


# -- loading


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_own_pipelines_have_all_labels(lang: str) -> None:
    report = describe(load_pipeline(lang))
    assert (report.lang, report.scheme, report.missing) == (lang, "ud", ())


def test_pipeline_is_loaded_once() -> None:
    assert load_pipeline("fr") is load_pipeline("fr")


def test_missing_pipeline_says_what_to_do() -> None:
    with pytest.raises(PipelineError, match="KG_FR_PIPELINE"):
        load_pipeline("fr", pipeline="no_such_pipeline_xx")


def test_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("fr").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="parser"):
        load_pipeline("fr", pipeline=tmp_path / "blank")


def test_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="'de' where one of 'fr'"):
        load_pipeline("fr", pipeline=tmp_path / "blank")


def test_own_pipeline_is_an_ordinary_one_too(fr: Language) -> None:
    text = "Dit-il vrai ? L’ONU accuse M. Kim."
    assert fr.path is not None
    plain = load_pipeline("fr", pipeline=fr.path)
    assert [(token.text, token.dep_, token.lemma_) for token in parse(plain, text)] == [
        (token.text, token.dep_, token.lemma_) for token in parse(fr, text)
    ]
