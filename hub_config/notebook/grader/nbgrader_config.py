"""nbgrader's configuration in a grader account's server: the cohort's folder and its own file."""

import os
from pathlib import Path

cohort = os.environ["ENACT_COHORT"]
folder = Path.home() / cohort
# `c` and `load_subconfig` are given to configuration files by traitlets.
if (folder / "nbgrader_config.py").is_file():
    load_subconfig("nbgrader_config.py", path=str(folder))  # type: ignore[name-defined]  # noqa: F821
c.CourseDirectory.root = str(folder)  # type: ignore[name-defined]  # noqa: F821
c.CourseDirectory.course_id = cohort  # type: ignore[name-defined]  # noqa: F821
