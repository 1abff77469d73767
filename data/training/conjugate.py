"""Inflect verbs and nouns by the rules of conjugation.toml, where no table lists their forms.

Rules make what the language could have, not what is in use: a form too many harms no lemmatizer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["conjugated", "finite_endings", "has_rules", "plural_of", "variants"]


@cache
def _rules(lang: str) -> dict[str, Any]:
    text = Path(__file__).with_name("conjugation.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text).get(lang, {}))


def has_rules(lang: str) -> bool:
    """Whether conjugation.toml has a section for a language.

    >>> has_rules("es"), has_rules("xx")
    (True, False)
    """
    return bool(_rules(lang))


def conjugated(lemma: str, lang: str) -> set[str]:
    """Forms of an infinitive, itself excluded; none if its ending has no rule.

    >>> {"impuso", "impondrá", "impuesta", "impongan"} <= conjugated("imponer", "es")
    True
    >>> {"atacó", "ataquen"} <= conjugated("atacar", "es")
    True
    """
    rules = _rules(lang)
    ending = next((e for e in rules.get("endings", ()) if lemma.endswith(e)), None)
    base = max((b for b in rules.get("bases", ()) if _ends(lemma, b, rules)), key=len, default="")
    own = rules["bases"][base] if base else {}
    prefix = lemma[: len(lemma) - len(base)] if base else ""
    forms = {prefix + form for form in own.get("other", "").split()}
    if ending is None or own.get("whole"):
        return forms - {lemma}
    groups, stem = rules["endings"][ending], lemma[: -len(ending)]
    stems = _stems(lemma, stem, rules)
    for group in ("strong", "strong_a", "weak", "third"):
        key = "first" if group == "strong_a" else group
        given = own.get(key) or (own.get("strong") if key == "first" else None)
        ends = groups.get(group, "").split()
        if given:
            forms |= {prefix + given + end for end in ends}
        else:
            forms |= {_joined(stems[group], end, ending, rules) for end in ends}
    if past := own.get("past"):
        kind = "after_j" if past.endswith("j") else "endings"
        forms |= {prefix + past + end for end in rules["past"][kind].split()}
    future = prefix + own["future"] if "future" in own else lemma
    forms |= {future + end for end in groups["future"].split()}
    if "participle" in own:
        forms |= {prefix + own["participle"][:-1] + end for end in ("o", "a", "os", "as")}
    else:
        forms |= {_joined(stem, end, ending, rules) for end in groups["participle"].split()}
    return forms - {lemma}


def finite_endings(lang: str) -> str:
    """A regular expression of endings that finite verbs alone have, or nothing."""
    return str(_rules(lang).get("finite", ""))


def plural_of(noun: str, lang: str) -> str:
    """The plural by the first rule that fits.

    >>> plural_of("sanción", "es"), plural_of("arma", "es"), plural_of("interés", "es")
    ('sanciones', 'armas', 'intereses')
    """
    return _changed(noun, _rules(lang)["nouns"]["plural"])


def variants(word: str, lang: str) -> set[str]:
    """A noun or adjective in every gender and number it may have.

    >>> sorted(variants("tenso", "es"))
    ['tensa', 'tensas', 'tenso', 'tensos']
    """
    given = {word, _changed(word, _rules(lang)["nouns"].get("feminine", ()))}
    return {*given, *(plural_of(form, lang) for form in given)}


def _changed(word: str, rules: Iterable[list[str]]) -> str:
    for ending, to in rules:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + to
    return word


def _ends(lemma: str, base: str, rules: dict[str, Any]) -> bool:
    return lemma == base if rules["bases"][base].get("whole") else lemma.endswith(base)


def _stems(lemma: str, stem: str, rules: dict[str, Any]) -> dict[str, str]:
    """The stem in each group of forms."""
    found = dict.fromkeys(("strong", "strong_a", "weak", "third"), stem)
    for change in rules["stems"].values():
        if lemma not in change["verbs"].split():
            continue
        found["strong"] = found["strong_a"] = _replaced(stem, *change["strong"])
        if "third" in change and lemma.endswith("ir"):
            found["third"] = _replaced(stem, *change["third"])
    return found


def _replaced(stem: str, old: str, new: str) -> str:
    at = stem.rfind(old)
    return stem if at < 0 else stem[:at] + new + stem[at + len(old) :]


def _joined(stem: str, end: str, ending: str, rules: dict[str, Any]) -> str:
    seam = f"{stem}|{end}"
    own = rules.get(f"spelling_{ending}") or rules.get("spelling_er", {})
    tables: Iterable[dict[str, str]] = (own, rules["spelling"] if ending != "ar" else {})
    for table in tables:
        for pattern, to in table.items():
            seam = re.sub(pattern, to, seam)
    return seam.replace("|", "")
