"""Reading gold files: ids of either spelling, keys passed over, mistakes named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation import read_gold

RELATION = {"source": "FRA", "target": "org:NATO", "type": "SUPPORT"}


def written(folder: Path, **changes: object) -> Path:
    row = {"id": "a", "lang": "fr", "text": "Paris soutient l'Otan.", "relations": [RELATION]}
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(row | changes) + "\n", encoding="utf-8")
    return path


def test_namespaces_are_left_out_and_organs_rolled_up(tmp_path: Path) -> None:
    owed = [RELATION, RELATION | {"target": "UNSC"}, RELATION | {"target": "gov:USA.PRES"}]
    (text,) = read_gold([written(tmp_path, relations=owed)])
    assert [set(r.targets) for r in text.relations] == [{"NATO"}, {"UN"}, {"USA"}]


def test_alternatives_are_kept_apart(tmp_path: Path) -> None:
    owed = [RELATION | {"source": "RUS|WAGNER", "type_alt": ["AID"]}]
    ((relation,),) = (text.relations for text in read_gold([written(tmp_path, relations=owed)]))
    assert relation.sources == {"RUS", "WAGNER"}
    assert relation.types == {"SUPPORT", "AID"}
    assert relation.quads == {"verbal_cooperation", "material_cooperation"}


def test_keys_of_other_formats_are_passed_over(tmp_path: Path) -> None:
    owed = [RELATION | {"quad": "verbal_cooperation", "source_actor": "Paris"}]
    (text,) = read_gold([written(tmp_path, relations=owed, repo="x", locator="L1")])
    assert text.owes


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"relations": [RELATION | {"type": "SUPORT"}]}, "SUPORT"),
        ({"relations": [RELATION | {"modality": "maybe"}]}, "maybe"),
        ({"relations": [{"source": "FRA"}]}, "is missing"),
        ({"published": "yesterday"}, "not a gold text"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, changes: dict[str, object], what: str
) -> None:
    with pytest.raises(InputError, match=rf"gold\.jsonl:1: .*{what}"):
        read_gold([written(tmp_path, **changes)])


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text() * 2, encoding="utf-8")
    with pytest.raises(InputError, match="comes twice"):
        read_gold([path])


def test_a_file_without_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text("\n")
    with pytest.raises(InputError, match="no gold texts"):
        read_gold([path])
