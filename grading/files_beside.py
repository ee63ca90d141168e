"""The files that lie beside a notebook: the instructor's over the student's, no module replaced."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec

from grading.course_folder import TIMESTAMP_FILE
from grading.record import FlagRecord
from grading.rubric import Rubric
from grading.submission import NOTEBOOK_SUFFIX

# Files that Python, IPython or nbgrader read by themselves when they lie in the working folder.
CONFIGURATION_FILES = frozenset(
    {
        "sitecustomize.py",
        "usercustomize.py",
        "nbgrader_config.py",
        "ipython_config.py",
        "ipython_kernel_config.py",
        "jupyter_config.py",
        "pyvenv.cfg",
    }
)


def working_files(
    rubric: Rubric, handed_in: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[FlagRecord]]:
    """Lay the instructor's files over the student's, without what could replace a module.

    Args:
        rubric: gives the instructor's files and the packages in use.
        handed_in: every file of the submission, by relative path.

    Returns:
        The files of the student's working folder, and what was left out.
    """
    files: dict[str, bytes] = {}
    flags = []
    packages = {name.split(".")[0] for name in rubric.packages}
    for name, content in handed_in.items():
        if name.endswith(NOTEBOOK_SUFFIX) or name == TIMESTAMP_FILE:
            continue
        reason = _shadowing(name, packages)
        if reason:
            flags.append(
                FlagRecord(
                    kind="shadowing-file",
                    level="edit",
                    exercise="",
                    cell="",
                    evidence=f"The file {name!r} was left out: {reason}.",
                )
            )
        else:
            files[name] = content
    for name, content in rubric.files.items():
        if name not in rubric.overwritable or name not in files:
            files[name] = content
    return files, flags


def would_shadow(name: str) -> bool:
    """Tell whether a file beside a notebook would be imported in place of an installed module."""
    top = name.split("/")[0].split(".")[0]
    try:
        is_installed = top.isidentifier() and find_spec(top) is not None
    except (ImportError, ValueError):
        is_installed = False
    return bool(_shadowing(name, {top} if is_installed else set()))


def _shadowing(name: str, packages: set[str]) -> str:
    """Return why a student's file must not lie in the working folder; "" if it may."""
    first, _, rest = name.partition("/")
    if name.split("/")[-1] in CONFIGURATION_FILES or name.endswith(".pth"):
        return "Python or Jupyter would read it by itself"
    is_module = first.endswith((".py", ".so", ".pyc", ".pyd")) or rest.endswith((".py", ".so"))
    module = first.split(".")[0]
    if is_module and (module in packages or module in sys.stdlib_module_names):
        return f"it would replace the module {module!r}"
    return ""
