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
class Target:
    """Files by a pattern, and the tests that have to notice a mistake in them."""

    file: str
    tests: tuple[str, ...]
    # pytest's -k: of tests of all nouns those of one.
    keyword: str = ""
    # Also tests that the quick run leaves out: what a role may do shows in no others.
    whole: bool = False

    def arguments(self) -> tuple[str, ...]:
        """How pytest is told which tests count."""
        share = () if self.whole else ("--share=quick",)
        keyword = ("-k", self.keyword) if self.keyword else ()
        return (*share, *keyword, *self.tests)


@dataclass(frozen=True)
class Config:
    """What ``mutants.toml`` says."""

    targets: tuple[Target, ...]
    # Mutants that change nothing anybody could notice, by name, with the reason.
    equivalent: dict[str, str] = field(default_factory=dict)

    def target_of(self, file: str) -> Target | None:
        """The target a file belongs to; of several patterns that fit the first counts."""
        fitting = (target for target in self.targets if fnmatchcase(file, target.file))
        return next(fitting, None)

    def files(self) -> list[str]:
        """All files that have tests named."""
        found = {p.relative_to(ROOT).as_posix() for t in self.targets for p in ROOT.glob(t.file)}
        return sorted(found)


def read(path: Path = HERE / "mutants.toml") -> Config:
    """Read the configuration."""
    data = tomllib.loads(path.read_text())
    targets = (Target(**{**each, "tests": tuple(each["tests"])}) for each in data["target"])
    return Config(tuple(targets), data.get("equivalent", {}))
