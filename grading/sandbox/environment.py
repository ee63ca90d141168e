"""What the warm parent imports, and the clean process environment that it starts with."""

import importlib
import inspect
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

DEFAULT_PACKAGES = ("numpy", "pandas", "matplotlib.pyplot")
DEFAULT_DRIVER = "grading.sandbox.driver"

# One thread each: a fork keeps one thread alone, and two students must not slow each other down.
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


@dataclass(frozen=True)
class Environment:
    """One kind of warm parent; programs that share it share a server.

    Attributes:
        packages: modules imported before anything is forked, such as `sklearn.linear_model`.
        hash_seed: `PYTHONHASHSEED`, so that sets and dictionaries iterate alike in every run.
        seed: seed of `random` and `numpy.random` in the parent; programs set their own.
        driver: module whose `run_student` and `run_judge` serve the children.
        python: interpreter; "" means the one that runs now.
    """

    packages: tuple[str, ...] = DEFAULT_PACKAGES
    hash_seed: int = 0
    seed: int = 0
    driver: str = DEFAULT_DRIVER
    python: str = ""

    @property
    def interpreter(self) -> str:
        """Path of the interpreter."""
        return self.python or sys.executable

    def variables(self) -> dict[str, str]:
        """Return the whole environment of the warm parent: nothing is inherited."""
        variables = {
            "HOME": "/scratch/work",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "LOGNAME": "student",
            "MPLBACKEND": "agg",
            "PATH": f"{os.path.dirname(self.interpreter)}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": str(self.hash_seed),
            "PYTHONUNBUFFERED": "1",
            "TERM": "dumb",
            "TZ": "UTC",
            "USER": "student",
        }
        return variables | dict.fromkeys(_THREADS, "1")

    def to_message(self) -> dict[str, Any]:
        """Return the fields as JSON values, for the server's first frame."""
        return asdict(self)

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "Environment":
        """Read what `to_message` wrote."""
        return cls(**{**message, "packages": tuple(message["packages"])})


def warm(environment: Environment) -> None:
    """Import and exercise everything that children will use; called once, in the parent.

    Raises:
        ImportError: a declared package is not installed.
    """
    for name in environment.packages:
        importlib.import_module(name)
    _seed(environment.seed)
    driver = importlib.import_module(environment.driver)
    prepare = getattr(driver, "warm", None)
    if prepare is not None:
        prepare()


def settle() -> None:
    """Fill the table that tells the module of a file, in the parent, when there is time for it.

    Code that looks at sources would fill it in every child; that takes a twentieth of a second.
    """
    inspect.getmodule(compile("", "<no module's file>", "exec"))


def versions(environment: Environment) -> dict[str, str]:
    """Return version by name of the interpreter and of what came with the packages."""
    # Imported here, because it is asked for once in a while and every parent has to start.
    from grading.sandbox.versions import versions_of

    return {
        "python": platform.python_version(),
        **versions_of({*environment.packages, "IPython"}),
    }


def _seed(seed: int) -> None:
    import random

    random.seed(seed)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(seed)
