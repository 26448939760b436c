"""Which tests look at which file, and which mutants are looked at in each run of CI.

Both are data (``mutants.toml``, ``sample.toml``): a file that moved is pointed at anew there.
"""

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Config:
    """What ``mutants.toml`` says."""

    # Patterns of files, and the tests that have to notice a mistake in them.
    targets: tuple[tuple[str, tuple[str, ...]], ...]
    # Mutants that change nothing anybody could notice, by name, with the reason.
    equivalent: dict[str, str] = field(default_factory=dict)

    def tests_of(self, file: str) -> tuple[str, ...]:
        """The tests of a file; of several patterns that fit the first counts."""
        for pattern, tests in self.targets:
            if fnmatchcase(file, pattern):
                return tests
        return ()

    def files(self) -> list[str]:
        """All files that have tests named."""
        found = {p.relative_to(ROOT).as_posix() for t, _ in self.targets for p in ROOT.glob(t)}
        return sorted(found)


def read(path: Path = HERE / "mutants.toml") -> Config:
    """Read the configuration."""
    data = tomllib.loads(path.read_text())
    targets = tuple((each["file"], tuple(each["tests"])) for each in data["target"])
    return Config(targets, data.get("equivalent", {}))
