"""Make a language's pipeline from nothing, in the steps of recipes/LANG.toml: one command.

    python -m data.training.recipe fr --treebanks DIR --text DIR --work DIR

Every step leaves its result in the folder --work and is skipped where that is there already, so
that an interrupted run goes on. The last step's pipeline goes to --out (default: the pack's own)
and is measured. Steps are counted, not timed, and seeds fixed: with the versions that the recipe
names and the same processor the weights are the same.
"""

from __future__ import annotations

import argparse
import shutil
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from data.training import agree, evaluate, train
from data.training.average import average

__all__ = ["main", "plan_of", "read_recipe"]

HERE = Path(__file__).parent
KINDS = ("train", "agree", "average")


def read_recipe(path: Path) -> dict[str, Any]:
    """Return a recipe: `versions` and `step`, a list of tables.

    Each step has `do` (train, agree or average) and `name`. ValueError if one is named twice or
    needs what no earlier step makes.
    """
    recipe = tomllib.loads(path.read_text(encoding="utf-8"))
    made: set[str] = set()
    for step in recipe["step"]:
        name, kind = step["name"], step["do"]
        missing = needs(step) - made
        if kind not in KINDS or name in made or missing:
            what = f"name it once, do one of {', '.join(KINDS)}, and first {sorted(missing)}"
            raise ValueError(f"{path}: step {name!r}: {what}")
        made.add(name)
    return recipe


def needs(step: dict[str, Any]) -> set[str]:
    """Return the names of the steps whose results `step` takes up.

    >>> sorted(needs({"do": "average", "name": "c", "parts": {"a": 0.5, "b": 0.5}}))
    ['a', 'b']
    """
    named = [step.get(key, "") for key in ("start", "first", "second", "agreed")]
    return {name for name in [*named, *step.get("parts", {})] if name}


def plan_of(lang: str, step: dict[str, Any], treebanks: Path, work: Path) -> train.Plan:
    """Return the plan of a step that trains; TypeError if it has a key that no plan has."""
    given = {key: value for key, value in step.items() if key not in ("do", "name")}
    if "start" in given:
        given["start"] = work / given["start"]
    if "agreed" in given:
        given["agreed"] = [work / given["agreed"]]
    return train.Plan(lang=lang, treebanks=treebanks, out=work / step["name"], **given)


def perform(lang: str, step: dict[str, Any], args: argparse.Namespace) -> None:
    """Do one step, its result in the folder args.work."""
    work: Path = args.work
    out = work / step["name"]
    if step["do"] == "train":
        # Weights are written whenever they get better; only a finished round counts.
        plan = plan_of(lang, step, args.treebanks, work)
        plan.out = work / f"{step['name']}.part"
        train.run(plan)
        plan.out.rename(out)
    elif step["do"] == "agree":
        if args.text is None:
            raise SystemExit(f"step {step['name']!r} reads plain text: give --text")
        sources = [agree.Source(args.text / row["file"], row["ids"], row.get("every", 1))
                   for row in step["text"]]  # fmt: skip
        pair = (work / step["first"], work / step["second"])
        part = work / f"{step['name']}.part"
        agree.write_agreed(lang, sources, pair, part, step["tokens"])
        part.rename(out)
    else:
        average(lang, {work / name: share for name, share in step["parts"].items()}, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--text", type=Path, help="folder of the plain text that steps read")
    parser.add_argument("--work", type=Path, required=True, help="folder for what steps leave")
    parser.add_argument("--out", type=Path, help="default: the pack's own pipeline")
    args = parser.parse_args()

    recipe = read_recipe(HERE / "recipes" / f"{args.lang}.toml")
    for package, wanted in recipe["versions"].items():
        if version(package) != wanted:
            print(f"{package} {version(package)} is not {wanted}: weights will differ")
    args.work.mkdir(parents=True, exist_ok=True)
    for step in recipe["step"]:
        if not (args.work / step["name"]).exists():
            print(f"{step['name']}: {step['do']}", flush=True)
            perform(args.lang, step, args)
    out = args.out or train.LANG / args.lang / "pipeline"
    fresh = out.with_name(out.name + ".new")
    shutil.copytree(args.work / recipe["step"][-1]["name"], fresh)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    print(evaluate.table(args.lang, args.treebanks, out))


if __name__ == "__main__":
    main()
