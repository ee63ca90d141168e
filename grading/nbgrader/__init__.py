"""The engine under `nbgrader autograde` and the formgrader's button, by one line of configuration.

In `nbgrader_config.py`:

    from grading.nbgrader import configure

    c = get_config()
    configure(c)

nbgrader still reads, sanitises and writes; only the execution of cells is replaced. Nothing heavy
is imported before a notebook is executed.
"""

from typing import Any

EXECUTE = "grading.nbgrader.execute.WalledExecute"
# Order of nbgrader 0.9.6, nbgrader/converters/autograde.py.
AUTOGRADE_PREPROCESSORS = (
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
)


def configure(c: Any) -> None:
    """Let nbgrader run cells between the engine's walls.

    A list of preprocessors that the course has already set is kept, but for its `Execute`.

    Args:
        c: the object that `get_config()` returns.
    """
    chosen = c.Autograde.get("autograde_preprocessors", list(AUTOGRADE_PREPROCESSORS))
    c.Autograde.autograde_preprocessors = [
        EXECUTE if _name(item) in ("Execute", "WalledExecute") else item for item in chosen
    ]


def _name(preprocessor: Any) -> str:
    name = preprocessor if isinstance(preprocessor, str) else preprocessor.__name__
    return str(name).rpartition(".")[2]
