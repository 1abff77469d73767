"""What reading promises: every good article comes through unchanged, every bad one says why."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Article, Failure
from kg.sources import Limits, Notice, read
from kg.sources.walk import explain

SENTENCE = "Pékin soutient Pyongyang et condamne Washington à la veille du sommet."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def one(path: Path, **options: object) -> Article | Failure:
    (found,) = read([path], **options)
    return found


def article(path: Path) -> Article:
    found = one(path)
    assert isinstance(found, Article), found
    return found


def failure(path: Path, **options: object) -> Failure:
    found = one(path, **options)
    assert isinstance(found, Failure), found
    return found


def test_plain_text_is_kept_whole_and_has_no_title_apart(tmp_path: Path) -> None:
    text = f"Sommet à Pékin\n\n{SENTENCE}\n"
    found = article(write(tmp_path / "a.txt", text))
    assert found.text == text
    assert found.title == ""
    assert found.published is None


def test_front_matter_fills_the_fields_and_leaves_the_text(tmp_path: Path) -> None:
    front = (
        '---\ntitle: "Sommet à Pékin"\ndate: 2025-09-28\nsource: La Gazette\n'
        "url: https://example.org/a\nlang: fr-FR\nmood: grave\n---\n\n"
    )
    found = article(write(tmp_path / "a.md", front + SENTENCE))
    assert found.text == SENTENCE
    assert (found.title, found.outlet) == ("Sommet à Pékin", "La Gazette")
    assert (found.lang, found.published) == ("fr", date(2025, 9, 28))
    assert found.url == "https://example.org/a"


def test_a_title_the_text_repeats_is_not_read_twice(tmp_path: Path) -> None:
    content = f"---\ntitle: Sommet à Pékin\n---\n# Sommet à Pékin\n\n{SENTENCE}"
    assert article(write(tmp_path / "a.md", content)).title == ""


def test_three_dashes_that_never_close_are_text(tmp_path: Path) -> None:
    content = f"---\ntitle: Sommet\n{SENTENCE}"
    assert article(write(tmp_path / "a.txt", content)).text == content


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-09-28-sommet.txt", date(2025, 9, 28)),
        ("20250928_sommet.txt", date(2025, 9, 28)),
        ("2025-13-45-sommet.txt", None),
        ("000_18748455.txt", None),
        ("sommet.txt", None),
    ],
)
def test_a_date_at_the_start_of_the_name_is_the_date(
    tmp_path: Path, name: str, expected: date | None
) -> None:
    assert article(write(tmp_path / name, SENTENCE)).published == expected


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", False),
        ("utf-16-be", False),
        ("utf-32", False),
        ("latin-1", True),
        ("cp1252", True),
    ],
)
def test_encodings_are_recognised(tmp_path: Path, codec: str, told: bool) -> None:
    notices: list[Notice] = []
    path = write(tmp_path / "a.txt", SENTENCE.encode(codec))
    (found,) = read([path], notice=notices.append)
    assert isinstance(found, Article)
    assert found.text == SENTENCE
    assert bool(notices) is told


def test_latin_1_after_a_long_ascii_beginning_is_recognised(tmp_path: Path) -> None:
    text = "Moscou dit non.\n" * 6_000 + SENTENCE
    assert article(write(tmp_path / "a.txt", text.encode("latin-1"))).text == text


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n", "empty"),
    ("binary.txt", bytes(range(256)) * 8, "binary"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    ("cyrillic.txt", "Москва обвинила Киев.".encode("koi8-r"), "encoding"),
    ("cut.txt", "Pékin".encode("utf-16")[:-1], "utf-16"),
    ("page.html", b"<p>Pekin</p>", "no reader for .html"),
    ("noname", b"Pekin", "without a suffix"),
    ("long.txt", b"Pekin soutient Pyongyang. " * 200_000, "characters"),
    ("nonsense.md", b"---\ndate: the day after\n---\nPekin dit non.", "no date"),
    ("february.md", b"---\ndate: 2025-02-30\n---\nPekin dit non.", "no date"),
    ("empty.jsonl", b"", "empty"),
    ("array.jsonl", b'["a"]', "not an object"),
    ("deep.jsonl", b"[" * 100_000, "JSON"),
    ("notext.jsonl", b'{"id": "1"}', "no text"),
    ("number.jsonl", b'{"id": "1", "text": 3}', "no string"),
    ("half.jsonl", b'{"id": "1", "text": "Pekin \\ud800 dit non"}', "surrogate"),
    ("title.jsonl", b'{"id": "1", "text": "Pekin dit non", "title": 1}', '"title" is no string'),
    ("date.jsonl", b'{"id": "1", "text": "Pekin", "published": "2025-99-01"}', "no date"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[row[0] for row in BAD])
def test_bad_input_is_a_failure_that_says_what_where_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = write(tmp_path / name, content)
    found = failure(path)
    assert reason in found.reason
    assert found.uri.startswith(str(path))
    assert found.hint


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SENTENCE * 50)
    assert "KG_MAX_ARTICLE_CHARS" in failure(path, limits=Limits(max_article_chars=1_000)).hint
    assert "KG_MAX_LINE_CHARS" in failure(path, limits=Limits(max_line_chars=1_000)).hint
    assert "KG_MAX_FILE_BYTES" in failure(path, limits=Limits(max_file_bytes=1_000)).hint


def test_json_lines_keep_ids_order_and_text_around_a_bad_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "z", "text": SENTENCE, "kind": {"any": 1}}),
        '{"id": "broken", "text": ',
        "",
        json.dumps({"id": 7, "text": SENTENCE, "lang": "fr", "published": "2025-09-28T08:00Z"}),
        json.dumps({"text": SENTENCE, "outlet": "La Gazette", "url": None}),
    ]
    found = list(read([write(tmp_path / "a.jsonl", "\n".join(lines))]))
    assert [getattr(each, "id", None) for each in found[:3]] == ["z", None, "7"]
    assert isinstance(found[1], Failure)
    assert found[1].uri.endswith("a.jsonl:2")
    assert "column" in found[1].reason
    last = found[3]
    assert isinstance(last, Article)
    assert (len(last.id), last.outlet, last.url) == (16, "La Gazette", "")


def test_a_huge_line_is_one_failure_and_the_next_line_is_read(tmp_path: Path) -> None:
    content = (
        json.dumps({"id": "big", "text": "a " * 50_000}) + '\n{"id": "1", "text": "Oui non"}\n'
    )
    path = write(tmp_path / "a.jsonl", content)
    first, second = read([path], limits=Limits(max_article_chars=1_000))
    assert isinstance(first, Failure)
    assert "characters" in first.reason
    assert isinstance(second, Article)


def test_json_lines_may_be_utf_16_or_windows(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": SENTENCE}, ensure_ascii=False)
    for codec in ("utf-16", "cp1252", "utf-8-sig"):
        assert article(write(tmp_path / "a.jsonl", f"{line}\n".encode(codec))).text == SENTENCE


def test_folders_are_walked_in_order_without_hidden_files_stores_and_own_output(
    tmp_path: Path,
) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", ".git/x.txt", "world.kg/m.txt"):
        write(tmp_path / name, f"{SENTENCE} {name}")
    page = write(tmp_path / "explorer.html", "<p>")
    found = [each.uri for each in read([tmp_path], skip=[page])]
    assert found == [str(tmp_path / name) for name in ("a.txt", "b/1.txt", "b/2.txt")]


def test_a_cyclic_link_and_a_broken_one_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", SENTENCE)
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    found = list(read([tmp_path]))
    assert [type(each) for each in found] == [Article, Failure, Failure]
    assert "leads back" in getattr(found[1], "reason", "")
    assert "broken link" in getattr(found[2], "hint", "")


def test_a_link_to_itself_is_to_be_removed(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to("self.txt")
    assert "remove it" in failure(tmp_path / "self.txt").hint


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither" in failure(tmp_path / "pipe.txt").reason


def test_a_missing_path_suggests_its_neighbour(tmp_path: Path) -> None:
    write(tmp_path / "articles" / "a.txt", SENTENCE)
    assert str(tmp_path / "articles") in failure(tmp_path / "artcles").hint


def test_a_file_without_permission_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, open_ = write(tmp_path / "a.txt", SENTENCE), write(tmp_path / "b.txt", SENTENCE)
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)  # the superuser may read everything
    first, second = read([closed, open_])
    assert isinstance(first, Failure)
    assert (first.reason, first.uri) == ("Permission denied", str(closed))
    assert "chmod" in first.hint
    assert isinstance(second, Article)


def test_an_unknown_trouble_of_the_system_is_passed_on_in_its_words() -> None:
    assert explain(OSError(5, "Input/output error"), Path("a")).what == "Input/output error"


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"))).filter(lambda t: t.strip())


@given(
    rows=st.lists(
        st.tuples(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1), TEXTS)
    )
)
def test_json_lines_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("in") / "a.jsonl"
    lines = [json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in rows]
    path.write_bytes("\n".join(lines).encode() or b"\n")
    found = [each for each in read([path]) if isinstance(each, Article)]
    assert [(each.id, each.text) for each in found] == rows


@given(text=TEXTS, codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_text_round_trips(tmp_path_factory: pytest.TempPathFactory, text: str, codec: str) -> None:
    path = tmp_path_factory.mktemp("in") / "a.txt"
    path.write_bytes(text.encode(codec))
    expected = text.removeprefix("\ufeff") if codec == "utf-8" else text
    found = one(path)
    if isinstance(found, Article):
        assert found.text == expected
    else:  # only what carries no word, or begins like front matter, may be refused
        assert not expected.strip()
