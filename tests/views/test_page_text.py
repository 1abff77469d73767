"""What goes into the page's script element comes out as it went in, and never ends the element."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.views.text import clean, interface, safe_url, script_json, strings_for

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
hostile = st.text(alphabet="<>&/!-[]scriptSCRIPT\"'\u2028\u2029 ", max_size=60)


@given(json_values)
def test_json_in_a_script_reads_back_the_same(value: object) -> None:
    assert json.loads(script_json(value)) == value


@given(st.lists(hostile))
def test_no_text_can_end_the_script_or_break_its_lines(texts: list[str]) -> None:
    assert not re.search("[<>&\u2028\u2029]", script_json(texts))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_json_does_not_have_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        script_json([number])


@given(st.text(alphabet=st.characters(codec=None)))
def test_cleaned_text_can_be_written_and_keeps_its_length(text: str) -> None:
    assert len(clean(text).encode("utf-8").decode("utf-8")) == len(text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//example.org/a",
        "https:",
        "http://[",
        "",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) == ""


def test_an_interface_language_is_one_file_with_every_key() -> None:
    files = {file.name for file in resources.files("kg.views").joinpath("i18n").iterdir()}
    assert {f"{lang}.json" for lang in interface()} == files
    keys = {lang: set(strings) for lang, strings in interface().items()}
    assert all(found == keys["fr"] for found in keys.values())


@pytest.mark.parametrize("key", sorted(interface()["fr"]))
def test_values_to_fill_in_are_the_same_in_every_language(key: str) -> None:
    holes = {frozenset(re.findall(r"\{(\w+)\}", strings[key])) for strings in interface().values()}
    assert len(holes) == 1


def test_a_language_without_interface_is_named_with_those_there_are() -> None:
    with pytest.raises(LanguageError, match=r"'xx'.*en, fr"):
        strings_for("xx")
