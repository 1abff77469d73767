"""What the stages cost beyond spaCy, and what a user waits for and carries.

    python bench/pipeline.py [PATH...] [--words 20000] [--rounds 3] [--wheel]

PATH is text as `kg build` reads it (default: seeds/). It is repeated up to `--words` words in each
language. Everything runs in this one call: the bare spaCy pipeline and the whole of kg over the
same articles, in turns, the best of the rounds counting, in seconds of processor time with one
thread, so that another load on the machine matters little. Printed are

- words (tokens that are no punctuation, as spaCy counts them) per second, bare and whole, and what
  kg adds in per cent;
- what mentions and relations cost, as shares of a parse by the same pipeline without names;
- the time from the command `kg build PATH` to the finished page, and its peak memory;
- the time `import kg` and `import kg.api` take beyond an empty Python;
- with `--wheel`, the size of the wheel (`pip wheel` fetches the build backend).
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# One thread, or processor time would count waiting threads; numpy, loaded below, reads these once.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

from spacy.tokens import Doc

from kg.api.spreading import collect_seldom
from kg.documents import prepare
from kg.gazetteer import load_gazetteer
from kg.lang import available_languages, load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse_many
from kg.ontology import load_ontology
from kg.pipeline import Pipeline
from kg.records import Article, Document, Failure
from kg.relations import RelationExtractor
from kg.settings import load_settings
from kg.sources import read

__all__ = ["main"]


def articles_by_language(paths: list[Path], words: int) -> dict[str, list[Article]]:
    """Return the articles under `paths` by language, repeated until they have `words` words."""
    given: dict[str, list[Article]] = defaultdict(list)
    for item in read(paths):
        if isinstance(item, Failure):
            raise SystemExit(f"{item.uri}: {item.reason}")
        given[prepare(item, available_languages()).lang].append(item)
    return {lang: list(_repeated(items, words)) for lang, items in sorted(given.items())}


def _repeated(articles: list[Article], words: int) -> Iterator[Article]:
    count = 0
    for number, article in enumerate(itertools.cycle(articles)):
        if count >= words and number >= len(articles):
            return
        count += len(article.text.split())
        yield article.model_copy(update={"id": f"{article.id}-{number}"})


def _processor_time(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def compare(lang: str, articles: list[Article], rounds: int) -> None:
    """Print words per second of spaCy alone and of kg over `articles` of one language."""
    settings = load_settings()
    texts = [prepare(article, (lang,)).full_text for article in articles]
    nlp = load_pipeline(lang, pipeline=settings.pipelines.get(lang))
    ours = [name for name in nlp.pipe_names if name.startswith("kg_")]
    pipeline = Pipeline(settings)
    words = 0

    def bare() -> None:
        nonlocal words
        with nlp.select_pipes(disable=ours):
            docs = nlp.pipe(texts, batch_size=settings.batch_size)
            words = sum(not (t.is_punct or t.is_space) for doc in docs for t in doc)

    def whole() -> None:
        failed = [item for item in pipeline.process(articles) if isinstance(item, Failure)]
        assert not failed, failed[0]

    list(pipeline.process(articles[:1]))
    times = [(_processor_time(bare), _processor_time(whole)) for _ in range(rounds)]
    least = [min(column) for column in zip(*times, strict=True)]
    added = 100 * (least[1] / least[0] - 1)
    print(
        f"{lang}: {words:,} words in {len(articles)} articles; "
        f"spaCy {words / least[0]:,.0f} words/s, kg {words / least[1]:,.0f} words/s, {added:+.0f} %"
    )


def stages(lang: str, articles: list[Article], rounds: int) -> None:
    """Print what mentions and relations cost as shares of the parse, the best of the rounds."""
    pack, gazetteer = load_pack(lang), load_gazetteer()
    finder = MentionFinder(pack, gazetteer)
    extractor = RelationExtractor(pack, gazetteer, load_ontology())
    nlp = load_pipeline(lang, pipeline=load_settings().pipelines.get(lang), names=False)
    documents = [Document(article=article, lang=lang) for article in articles]
    texts = [document.full_text for document in documents]
    docs: list[Doc] = []

    def parsed() -> None:
        docs[:] = parse_many(nlp, texts)

    def found() -> None:
        for doc, document in zip(docs, documents, strict=True):
            finder.find(doc, document.article.published)

    def related() -> None:
        for doc, document in zip(docs, documents, strict=True):
            extractor.extract(doc, document)

    collect_seldom()
    rows = [tuple(map(_processor_time, (parsed, found, related))) for _ in range(rounds)]
    parse, mentions, relations = (min(column) for column in zip(*rows, strict=True))
    print(f"    of the parse: mentions {mentions / parse:.0%}, relations {relations / parse:.0%}")


def command(paths: list[Path]) -> None:
    """Print how long `kg build` takes from the command to the page, and its peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "kg", "build", *map(str, paths), "-o", f"{folder}/world.kg"]
        start = time.perf_counter()
        with subprocess.Popen(
            [*call, "--html", f"{folder}/explorer.html"],
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        size = Path(folder, "explorer.html").stat().st_size
    busy = usage.ru_utime + usage.ru_stime
    print(
        f"kg build, command to page: {seconds:.1f} s ({busy:.1f} s of processor time), "
        f"peak memory {_mib(usage.ru_maxrss):.0f} MiB, page {size / 1e6:.1f} MB"
    )


def imports(rounds: int = 5) -> None:
    """Print how long imports take beyond an empty Python, the best of `rounds`."""

    def once(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        return time.perf_counter() - start

    least = {
        code: min(once(code) for _ in range(rounds))
        for code in ("pass", "import kg", "import kg.api")
    }
    for code in ("import kg", "import kg.api"):
        print(f"{code}: {1000 * (least[code] - least['pass']):.0f} ms")


def wheel() -> None:
    """Print the size of the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, str(ROOT)]
        subprocess.run(call, check=True)
        for built in Path(folder).glob("*.whl"):
            print(f"{built.name}: {built.stat().st_size / 1e6:.1f} MB")


def _mib(maxrss: int) -> float:
    """Kibibytes on Linux, bytes on macOS."""
    return maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "seeds"])
    parser.add_argument("--words", type=int, default=20_000, help="words per language")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wheel", action="store_true", help="also build the wheel")
    given = parser.parse_args()
    for lang, articles in articles_by_language(given.paths, given.words).items():
        compare(lang, articles, given.rounds)
        stages(lang, articles, given.rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory with all languages loaded: {_mib(peak):.0f} MiB")
    command(given.paths)
    imports()
    if given.wheel:
        wheel()


if __name__ == "__main__":
    main()
