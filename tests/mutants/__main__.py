"""``script/mutate``: make mistakes one by one, and see whether the tests notice.

Prints each mutant that nobody noticed with its change, a table by file, and the share that was
noticed. Ends with 1 below the share that is asked for, with 2 for a wrong use.
"""

import argparse
import difflib
import json
import os
import random
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched, chain
from pathlib import Path

from tests.mutants import trial, warm
from tests.mutants.config import HERE, ROOT, Config, Target, read
from tests.mutants.mutators import Mutant, mutants

SAMPLE = HERE / "sample.toml"
LEAST = 90
# A trial may take so many times what the tests take without a mistake, and seconds beside that.
PATIENCE, GRACE = 3, 15
# CPU seconds no set of tests needs.
LONG = 120
# Cases of one server: what it loads is loaded anew for the next group.
GROUP = 60
Tried = Iterable[tuple[trial.Case, tuple[str, ...]]]


def options(arguments: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__, add_help=True)
    parser.add_argument("files", nargs="*", help="mặc định: mọi tệp trong mutants.toml")
    parser.add_argument("--tests", nargs="+", help="thay cho các bài kiểm thử trong mutants.toml")
    parser.add_argument("--sample", action="store_true", help="mẫu đã lưu trong sample.toml")
    parser.add_argument("--take", type=int, help="chỉ lấy ngẫu nhiên bấy nhiêu")
    parser.add_argument("--seed", type=int, default=1, help="hạt giống của --take")
    parser.add_argument("--draw", action="store_true", help="lưu những cái được lấy làm mẫu")
    parser.add_argument("--only", choices=("tables", "bodies"), help="chỉ bảng, hoặc chỉ thân hàm")
    parser.add_argument("--list", action="store_true", help="kể tên, không thử")
    parser.add_argument("--trusted", action="store_true", help="các bài kiểm thử vừa đạt cả")
    parser.add_argument("--kept", type=Path, help="tệp giữ kết quả; chạy lại thì đi tiếp từ đó")
    parser.add_argument(
        "--callers", type=Path, help="thư mục ghi bài nào gọi hàm nào; chỉ chạy bài gọi hàm bị sửa"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=LEAST, help="phần trăm phải bị phát hiện")
    return parser.parse_args(arguments)


def chosen(asked: argparse.Namespace, config: Config) -> list[Mutant]:
    """The mutants to be tried, in the order of files and texts."""
    kept = tomllib.loads(SAMPLE.read_text())["mutants"] if asked.sample else []
    stored = [name for name in kept if name not in config.equivalent]
    files = asked.files or config.files()
    if asked.sample:
        files = sorted({name.split("::")[0] for name in stored})
    found = [
        mutant
        for file in files
        for mutant in (mutants(ROOT, file) if (ROOT / file).exists() else ())
        if mutant.name not in config.equivalent
        and asked.only in (None, "tables" if mutant.in_a_table else "bodies")
    ]
    if asked.sample:
        gone = sorted(set(stored) - {mutant.name for mutant in found})
        if gone:
            sys.exit(
                "Mẫu không còn khớp với mã nguồn; hãy lấy mẫu mới bằng script/mutate --take "
                f"{len(stored)} --draw:\n" + "\n".join(gone)
            )
        found = [mutant for mutant in found if mutant.name in stored]
    if asked.take is not None and asked.take < len(found):
        order = random.Random(asked.seed).sample(found, len(found))
        if asked.draw:
            order = _by_turns(order, config)
        taken = {mutant.name for mutant in order[: asked.take]}
        found = [mutant for mutant in found if mutant.name in taken]
    return found


def _target(file: str, asked: argparse.Namespace, config: Config) -> Target | None:
    return Target(file, tuple(asked.tests)) if asked.tests else config.target_of(file)


def _by_turns(found: list[Mutant], config: Config) -> list[Mutant]:
    """One of each target in turn: a small sample looks everywhere, whatever a target's size."""
    seen: Counter[Target | None] = Counter()
    turns = []
    for mutant in found:
        target = config.target_of(mutant.file)
        turns.append(seen[target])
        seen[target] += 1
    return [found[number] for number in sorted(range(len(found)), key=turns.__getitem__)]


def main(arguments: list[str]) -> int:
    """Run; gives the exit code."""
    asked, config = options(arguments), read()
    found = chosen(asked, config)
    if asked.draw:
        SAMPLE.write_text(_stored(found, asked.seed))
    if asked.list or asked.draw or not found:
        print("\n".join(mutant.name for mutant in found) or "Không có gì để thử.")
        return 0 if found else 2
    targets = {mutant.file: _target(mutant.file, asked, config) for mutant in found}
    nameless = sorted(file for file, target in targets.items() if target is None)
    if nameless:
        print(f"mutants.toml không ghi bài kiểm thử nào cho {', '.join(nameless)}", file=sys.stderr)
        return 2
    tests = {file: target.arguments() for file, target in targets.items() if target}
    if asked.callers:
        asked.callers.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="portal-mutants-") as work:
        tempfile.tempdir = os.environ["TMPDIR"] = work
        trial.preload()
        bench = Bench(asked.jobs, Path(work), asked.callers)
        patience = _sound(bench, tests, asked.sample or asked.trusted)
        if patience is None:
            return 1
        results = Results(asked.kept)
        spent = _judge(bench, found, tests, patience, results)
    return _summary(found, results.noticed, spent, asked.least)


@dataclass(frozen=True)
class Bench:
    """Runs trials, as many at once as there are processors."""

    jobs: int
    work: Path
    callers: Path | None

    def at_import(self, cases: Tried) -> Iterator[trial.Ended]:
        """Try cases from the import of their file on: in every way as if nothing were loaded."""
        return trial.run(
            _groups(cases, by_file=True), self.jobs, self.work, trial.at_import(ROOT, self.callers)
        )

    def loaded(self, cases: Tried) -> Iterator[trial.Ended]:
        """Try cases with all loaded."""
        serve = warm.loaded(ROOT, self.callers)
        return trial.run(_groups(cases), self.jobs, self.work, serve)


def _groups(cases: Tried, by_file: bool = False) -> list[trial.Group]:
    """Cases with the same tests together, in groups that end about at the same time."""
    together: defaultdict[tuple, list[trial.Case]] = defaultdict(list)
    for case, tests in cases:
        together[tests, case.file if by_file else ""].append(case)
    return [
        trial.Group(tests, part)
        for (tests, _), found in together.items()
        for part in batched(found, GROUP, strict=False)
    ]


def _sound(bench: Bench, tests: dict[str, tuple[str, ...]], trusted: bool) -> dict | None:
    """CPU seconds each set of tests may take; None when one fails without any mistake.

    ``trusted``: all tests have just passed, as in CI before its sample. Then it is enough that they
    can be collected, and that one set passes with all loaded.
    """
    sets = sorted({of: file for file, of in tests.items()}.items())
    whole = [
        trial.Case(n, file, (ROOT / file).read_bytes(), 600) for n, (_, file) in enumerate(sets)
    ]
    only = ("--collect-only",) if trusted else ()
    cold = [(case, (*only, *of)) for case, (of, _) in zip(whole, sets, strict=True)]
    quick = [(case, of) for case, (of, _) in zip(whole, sets, strict=True)][
        : 1 if trusted else None
    ]
    patience = {}
    for ended in chain(bench.at_import(cold), bench.loaded(quick)):
        of = sets[ended.number][0]
        if ended.code not in (0, warm.NOT_SURE):
            return _not_sound(of, ended.code, ended.words)
        patience.setdefault(of, LONG if trusted else int(ended.seconds * PATIENCE) + GRACE)
    return patience


def _not_sound(of: tuple[str, ...], code: int, words: str) -> None:
    print(f"Không có lỗi nào được gài mà vẫn hỏng ({code}): {' '.join(of)}\n{words[-2000:]}")


class Results:
    """What was found of each mutant, by name; kept in a file, a run goes on where one ended."""

    def __init__(self, path: Path | None):
        self.path = path
        lines = path.read_text().splitlines() if path and path.exists() else []
        self.noticed: dict[str, bool] = {}
        for line in lines:
            self.noticed |= json.loads(line)

    def add(self, mutant: Mutant, noticed: bool) -> None:
        """One more."""
        self.noticed[mutant.name] = noticed
        if self.path:
            with self.path.open("a") as file:
                file.write(json.dumps({mutant.name: noticed}) + "\n")


def _judge(
    bench: Bench, found: list[Mutant], tests: dict, patience: dict, results: Results
) -> float:
    """Try what was not tried yet; gives the CPU seconds it took.

    What differs in functions alone is tried with all loaded first: if it is noticed there, or
    nothing could have kept it from being noticed, that is it.
    """
    spent = 0.0
    left = [mutant for mutant in found if mutant.name not in results.noticed]
    sources = {mutant.file: (ROOT / mutant.file).read_bytes() for mutant in left}
    cases = []
    for number, mutant in enumerate(left):
        of = tests[mutant.file]
        changed = mutant.source(sources[mutant.file])
        cases.append((trial.Case(number, mutant.file, changed, patience[of]), of))
    quick = [pair for pair in cases if _quick(sources, pair[0])]
    again = {case.number for case, _ in cases} - {case.number for case, _ in quick}
    for ended in bench.loaded(quick):
        spent += ended.seconds
        if ended.code in (warm.NOT_PUT, warm.NOT_SURE, trial.NOT_TRIED):
            again.add(ended.number)
        else:
            results.add(left[ended.number], ended.code not in trial.UNNOTICED)
    for ended in bench.at_import([pair for pair in cases if pair[0].number in again]):
        spent += ended.seconds
        if ended.code == trial.NOT_TRIED:
            sys.exit(f"Không thử được: {left[ended.number].name}")
        results.add(left[ended.number], ended.code not in trial.UNNOTICED)
    return spent


def _quick(sources: dict[str, bytes], case: trial.Case) -> bool:
    return warm.fits(sources[case.file], case.changed, case.file)


def _summary(found: list[Mutant], noticed: dict[str, bool], spent: float, least: float) -> int:
    """Print what was found; gives the exit code."""
    for mutant in found:
        if not noticed[mutant.name]:
            print(_diff(mutant, (ROOT / mutant.file).read_bytes()))
    there = Counter(mutant.file for mutant in found)
    seen = Counter(mutant.file for mutant in found if noticed[mutant.name])
    print("── Bị phát hiện ──")
    for file, count in sorted(there.items()):
        print(f"{file:<60}{seen[file]:>5} / {count:<5}{100 * seen[file] / count:>6.1f} %")
    share = 100 * seen.total() / len(found)
    print(f"{'Tất cả':<60}{seen.total():>5} / {len(found):<5}{share:>6.1f} %")
    print(f"{spent:.0f} giây bộ xử lý.")
    if share < least:
        print(f"Dưới mức {least:g} %.")
    return int(share < least)


def _diff(mutant: Mutant, source: bytes) -> str:
    before, after = (text.decode().splitlines() for text in (source, mutant.source(source)))
    lines = difflib.unified_diff(before, after, "", "", n=1, lineterm="")
    return "\n".join(["", f"Không ai thấy: {mutant.name}", *list(lines)[2:]])


def _stored(found: list[Mutant], seed: int) -> str:
    names = "".join(f'  "{mutant.name}",\n' for mutant in found)
    return (
        "# What script/mutate --sample tries in each run of CI. Drawn by script/mutate --take "
        f"{len(found)} --seed {seed} --draw;\n# not chosen by hand, and drawn anew when a "
        f"name no longer fits the sources.\nmutants = [\n{names}]\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
