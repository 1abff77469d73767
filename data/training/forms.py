"""Make a pack's verbs.tsv and nouns.tsv: inflected forms and their lemmas, written as paradigms.

    python -m data.training.forms fr --treebanks DIR --text DIR --out kg/lang/fr

Forms come from the tables of spacy-lookups-data (MIT; the English ones go back to WordNet), words
without listed forms are inflected by their ending, and the training treebanks settle which lemma
comes first where a form has several. Nouns are kept if the text or the treebanks use them. A
language with rules in conjugation.toml takes only its list of words from the tables, besides the
words of its pack, and all forms from the rules.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.training.conjugate import conjugated, finite_endings, has_rules, plural_of, variants
from data.training.corpus import blocks_of
from kg.lang import load_pack
from kg.nlp.normalize import normalize

HERE = Path(__file__).parent

#: Endings after the stem for verbs that no table lists: the regular conjugations.
REGULAR = {
    "fr": {
        "er": "e es ons ez ent ais ait ions iez aient ai as a âmes âtes èrent erai eras era erons"
        " erez eront erais erait erions eriez eraient asse asses ât assions assiez assent ant"
        " é ée és ées",
        "ir": "is it issons issez issent issais issait issions issiez issaient îmes îtes irent irai"
        " iras ira irons irez iront irais irait irions iriez iraient isse isses ît issant"
        " i ie ies",
    },
    "en": {"e": "es ed ing", "": "s ed ing"},
}
#: Endings that only finite verbs have, but for the words that `homographs` lists.
FINITE = {
    "fr": "(?:ons|ez|ent|ai[st]|aient|r(?:ai|as|a|ont)|èrent|irent|urent|[âîû](?:t|mes|tes)"
    "|oit|eut|a)",
}
PLAIN = re.compile(r"[a-zà-öø-ÿœæ]+(?:-[a-zà-öø-ÿœæ]+)*")
Forms = dict[str, set[str]]
Counts = dict[str, Counter[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--text", type=Path, help="folder of xx_*.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="the pack's folder")
    args = parser.parse_args()

    import spacy_lookups_data

    tables = Path(spacy_lookups_data.__file__).parent / "data"
    rows = list(treebank_rows(args.lang, args.treebanks))
    seen = counted(rows, {"VERB", "AUX"})
    forms = verbs(tables, args.lang, seen)
    blocks = [paradigms(forms), preferences(forms, seen)]
    if pattern := FINITE.get(args.lang) or finite_endings(args.lang):
        blocks.append(
            [pattern, *homographs(tables, args.lang, forms, re.compile(f"{pattern}$"), rows)]
        )
    write(args.out / "verbs.tsv", blocks)
    used = {row[1].lower() for row in rows} | words_of(args.text, args.lang)
    seen = counted(rows, {"NOUN"})
    forms = nouns(tables, args.lang, seen, used)
    write(args.out / "nouns.tsv", [paradigms(forms), preferences(forms, seen)])


def write(path: Path, blocks: list[list[str]]) -> None:
    head = "# Inflected forms and lemmas; format: kg/nlp/lemmas.py; made by data/training/forms.py,"
    text = "\n\n".join("\n".join(block) for block in blocks)
    path.write_text(f"{head}\n# which names sources and licences.\n{text}\n", encoding="utf-8")
    print(path, [len(block) for block in blocks], path.stat().st_size, "bytes")


def treebank_rows(lang: str, treebanks: Path) -> Iterable[list[str]]:
    recipe = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))[lang]
    for name in recipe["train"]:
        for line in "\n".join(blocks_of(treebanks / name)).split("\n"):
            cells = line.split("\t")
            if len(cells) > 3:
                yield cells


def counted(rows: Iterable[list[str]], tags: set[str]) -> Counts:
    """How often each form has each lemma in the training corpora."""
    seen: Counts = defaultdict(Counter)
    for row in rows:
        form, lemma = row[1].lower(), row[2]
        if row[3] in tags and PLAIN.fullmatch(form) and PLAIN.fullmatch(lemma):
            seen[form][lemma] += 1
    return seen


def words_of(folder: Path | None, lang: str) -> set[str]:
    """Words that occur twice in a folder of texts, if there is one."""
    counts: Counter[str] = Counter()
    for path in sorted(() if folder is None else folder.glob(f"{lang}_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(PLAIN.findall(normalize(json.loads(line)["text"]).lower()))
    return {word for word, count in counts.items() if count > 1}


def table(folder: Path, lang: str, name: str) -> dict[str, Any]:
    with gzip.open(folder / f"{lang}_lemma_{name}.json.gz", "rt", encoding="utf-8") as file:
        return dict(json.load(file))


def words_of_pack(lang: str, pos: str) -> set[str]:
    """First words of the pack's triggers and operators; of verbs also the light ones, of nouns also
    what senses ask for or forbid.
    """
    pack = load_pack(lang)
    lexicon = pack.lexicon
    phrases = [phrase for entry in lexicon.triggers if entry.pos == pos for phrase in entry.words]
    phrases += [phrase for entry in lexicon.operators if entry.pos == pos for phrase in entry.words]
    if pos == "verb":
        phrases += [*lexicon.light.verbs, *lexicon.light.passive]
    else:
        phrases += [word for entry in lexicon.triggers for word in (*entry.only, *entry.unless)]
        phrases += [*pack.syntax.facets, *pack.syntax.opaque]
    return {word for word in (phrase.split()[0] for phrase in phrases) if PLAIN.fullmatch(word)}


def ruled_verbs(folder: Path, lang: str, seen: Counts) -> Forms:
    """Infinitive -> its forms by rule, and those that the treebanks have twice."""
    known = {*table(folder, lang, "index")["verb"], *words_of_pack(lang, "verb")}
    forms: Forms = defaultdict(set)
    for lemma in known:
        if found := conjugated(lemma, lang):
            forms[lemma] |= found
    for form, lemmas in seen.items():
        for lemma, count in lemmas.items():
            if form != lemma and count > 1 and lemma in forms:
                forms[lemma].add(form)
    return forms


def ruled_nouns(folder: Path, lang: str, seen: Counts, used: set[str]) -> Forms:
    """Singular -> its forms by rule, of nouns in use and of the pack's."""
    own = words_of_pack(lang, "noun")
    forms: Forms = defaultdict(set)
    for lemma in {*table(folder, lang, "index")["noun"], *own}:
        plural = plural_of(lemma, lang)
        if PLAIN.fullmatch(lemma) and (lemma in own or lemma in used or plural in used):
            forms[lemma] |= {lemma, plural}
    plurals = {form for lemma, found in forms.items() for form in found if form != lemma}
    for form, lemmas in seen.items():
        for lemma in lemmas:
            if lemma not in plurals:
                forms[lemma].add(form)
    return forms


def verbs(folder: Path, lang: str, seen: Counts) -> Forms:
    """Infinitive -> its forms."""
    if has_rules(lang):
        return ruled_verbs(folder, lang, seen)
    exceptions = table(folder, lang, "exc")
    forms: Forms = defaultdict(set)
    for form, lemmas in [*exceptions["verb"].items(), *exceptions.get("aux", {}).items()]:
        for lemma in lemmas:
            if PLAIN.fullmatch(form) and PLAIN.fullmatch(lemma) and form != lemma:
                forms[lemma].add(form)
    endings = REGULAR[lang]
    for lemma in table(folder, lang, "index")["verb"]:
        ending = next((ending for ending in endings if lemma.endswith(ending)), None)
        if ending is None or not PLAIN.fullmatch(lemma) or (lang == "fr" and forms.get(lemma)):
            continue
        stem = lemma[: len(lemma) - len(ending)]
        forms[lemma] |= {spelt(stem, ending, end) for end in endings[ending].split()}
    infinitive = ("er", "ir", "re") if lang == "fr" else ("",)
    for form, lemmas in seen.items():
        for lemma, count in lemmas.items():
            if form != lemma and count > 1 and (lemma in forms or lemma.endswith(infinitive)):
                forms[lemma].add(form)
    return forms


def spelt(stem: str, infinitive_ending: str, ending: str) -> str:
    """Stem and ending joined as spelling has it (mangeons, watches, denied)."""
    if infinitive_ending == "er" and ending[0] in "aâo":
        stem = re.sub("g$", "ge", re.sub("c$", "ç", stem))
    if infinitive_ending == "" and re.search("(?:[sxz]|ch|sh)$", stem) and ending == "s":
        ending = "es"
    if infinitive_ending == "" and re.search("[^aeiou]y$", stem) and ending != "ing":
        return stem[:-1] + {"s": "ies", "ed": "ied"}[ending]
    return stem + ending


def nouns(folder: Path, lang: str, seen: Counts, used: set[str]) -> Forms:
    """Singular -> its forms, of the nouns in `used`."""
    if has_rules(lang):
        return ruled_nouns(folder, lang, seen, used)
    forms: Forms = defaultdict(set)
    irregular: set[str] = set()
    for form, lemmas in table(folder, lang, "exc")["noun"].items():
        if form in used and PLAIN.fullmatch(form):
            irregular |= set(lemmas)
            for lemma in lemmas:
                if PLAIN.fullmatch(lemma) and (lemma in used or lang == "fr"):
                    forms[lemma].add(form)
    for lemma in table(folder, lang, "index")["noun"]:
        if not PLAIN.fullmatch(lemma) or lemma in irregular:
            continue
        plural = (
            spelt(lemma, "", "s") if lang == "en" else lemma if lemma[-1] in "sxz" else f"{lemma}s"
        )
        if lemma in used or plural in used:
            forms[lemma] |= {lemma, plural}
    for form, lemmas in seen.items():
        for lemma in lemmas:
            forms[lemma].add(form)
    return forms


def homographs(
    folder: Path, lang: str, forms: Forms, finite: re.Pattern[str], rows: Iterable[list[str]]
) -> list[str]:
    """Forms that end as finite verbs do and are, in a dictionary or corpus, something else too."""
    words = {row[1].lower() for row in rows if row[3] not in ("VERB", "AUX")}
    for name in ("exc", "index"):
        for pos, found in table(folder, lang, name).items():
            if pos not in ("verb", "aux"):
                words |= {*found, *(f"{word}s" for word in found)}
    if has_rules(lang):
        words |= {*words_of_pack(lang, "noun"), *words_of_pack(lang, "adj")}
        words |= {form for word in words for form in variants(word, lang)}
    every = {form for found in forms.values() for form in found}
    return sorted(word for word in words & every if finite.search(word))


def paradigms(forms: Forms) -> list[str]:
    """Lines `ending <TAB> endings of the forms <TAB> stems`, the lemma's ending first."""
    classes: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for lemma, found in forms.items():
        stem = lemma
        while not all(form.startswith(stem) for form in found):
            stem = stem[:-1]
        cut = len(stem)
        classes[lemma[cut:], tuple(sorted(form[cut:] for form in found))].append(stem)
    return sorted(
        "\t".join((ending or "-", spaced(ends), spaced(sorted(stems))))
        for (ending, ends), stems in classes.items()
    )


def spaced(parts: Iterable[str]) -> str:
    return " ".join(part or "-" for part in parts)


def preferences(forms: Forms, seen: Counts) -> list[str]:
    """Lines `form <TAB> lemma` with the commoner lemma of each form that several share."""
    owners: dict[str, list[str]] = defaultdict(list)
    for lemma, found in forms.items():
        for form in {*found, lemma}:
            owners[form].append(lemma)
    weight: Counter[str] = Counter()
    for lemmas in seen.values():
        weight.update(lemmas)
    none: Counter[str] = Counter()
    return sorted(
        f"{form}\t{max(lemmas, key=lambda x: (seen.get(form, none)[x], weight[x], -len(x), x))}"
        for form, lemmas in owners.items()
        if len(lemmas) > 1
    )


if __name__ == "__main__":
    main()
