"""What a late submission loses: nbgrader's plugin, loaded only when something is late.

Source: nbgrader/preprocessors/latesubmissions.py and nbgrader/plugins/latesubmissions.py.
"""

from typing import Any

from grading.course_folder import CourseFolder


class LatePenalty:
    """The rule of one course folder.

    Args:
        folder: its `nbgrader_config.py` names the method (`LateSubmissionPlugin.penalty_method`)
            or a class of its own (`AssignLatePenalties.plugin_class`).
    """

    def __init__(self, folder: CourseFolder) -> None:
        self._config = folder.config
        self._class = folder.setting("AssignLatePenalties", "plugin_class", None)
        self._method = folder.setting("LateSubmissionPlugin", "penalty_method", "none")
        self._plugin: Any = None

    def points(self, student: str, score: float, seconds_late: float) -> float | None:
        """Return the points that a notebook loses; None for no penalty.

        Args:
            student: nbgrader's id of the student.
            score: points of the notebook before the penalty.
            seconds_late: seconds after the due date, extension included.
        """
        if seconds_late <= 0:
            return None
        if self._class is None:
            return score if self._method == "zero" else None
        penalty = self._load().late_submission_penalty(student, score, seconds_late)
        return None if penalty is None else min(max(float(penalty), 0.0), score)

    def _load(self) -> Any:
        if self._plugin is None:
            # Imported here: nbgrader takes seconds, and few courses have a plugin of their own.
            from nbgrader.preprocessors import AssignLatePenalties

            assigner = AssignLatePenalties(config=self._config)
            assigner.init_plugin()
            self._plugin = assigner.plugin_inst
        return self._plugin
