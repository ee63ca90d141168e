"""Attacks on scores, handed in to stock nbgrader and to us: who gives points for nothing.

Every attack of `tests/attacks` whose aim is a score is a submission of one course folder, which
both grade. Attacks that exhaust the machine stay out: stock nbgrader has nothing against them.
"""

import contextlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import nbformat

from tests.attacks.attack import ROOT, Attack, read_attacks
from tests.benchmarks.report import Report

BIN = Path(sys.executable).parent
HARMFUL = {"exhausting"}
HONEST = "honest"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = 'attacks'
c.Execute.timeout = 20
c.Execute.interrupt_on_timeout = True
"""


def run(quick: bool) -> Report:
    """Grade every attack with both; a quick run takes every fourth."""
    attacks = [attack for attack in read_attacks("score") if attack.group not in HARMFUL]
    attacks = attacks[::4] if quick else attacks
    report = Report()
    with tempfile.TemporaryDirectory(prefix="enact-bench-") as folder:
        stock = _make_course(Path(folder) / "stock", attacks)
        ours = Path(folder) / "ours"
        shutil.copytree(stock, ours)
        for exercise in _exercises():
            # It fails when a submission fails, as some are made to.
            _call([str(BIN / "nbgrader"), "autograde", exercise], stock)
            _call(
                [str(BIN / "enact"), "autograde", exercise, "--course-dir", str(ours), "--json"],
                ours,
            )
        points = _points(stock), _points(ours)
    rows = _rows(attacks, *points)
    report.details["attacks"] = rows
    lost = points[0][HONEST] - points[1][HONEST]
    report.add("points of the honest solutions with stock", points[0][HONEST], "")
    report.add("points that they lose with ours", lost, "", target=0, is_limit=True)
    report.add("attacks on scores", len(rows), "")
    report.add("stock nbgrader: attacks that earn points", _count(rows, "stock"), "")
    report.add("ours: attacks that earn points", _count(rows, "ours"), "", target=0, is_limit=True)
    return report


def _count(rows: list[dict[str, Any]], who: str) -> int:
    return sum((row[who] or 0) > row["known"] for row in rows)


def _exercises() -> list[str]:
    return sorted(path.stem for path in ROOT.glob("score_exercises/*.py"))


def _make_course(root: Path, attacks: list[Attack]) -> Path:
    """Make a course folder in which every attack is a student."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    root.mkdir()
    (root / "nbgrader_config.py").write_text(CONFIG)
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "attacks"
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    for exercise in _exercises():
        source = root / "source" / exercise
        source.mkdir(parents=True)
        nbformat.write(_source(exercise), source / f"{exercise}.ipynb")
        result = api.generate_assignment(exercise)
        if not result["success"]:
            raise RuntimeError(result["log"])
        hand_ins = {HONEST: _solution(exercise)}
        hand_ins |= {a.name: a.sources for a in attacks if _facts(a)["exercise"] == exercise}
        released = root / "release" / exercise / f"{exercise}.ipynb"
        for student, sources in hand_ins.items():
            place = root / "submitted" / student / exercise
            place.mkdir(parents=True)
            nbformat.write(_handed_in(released, sources), place / released.name)
    return root


def _facts(attack: Attack) -> dict[str, Any]:
    return tomllib.loads((ROOT / attack.name / "attack.toml").read_text())


def _parts(exercise: str) -> list[tuple[str, str]]:
    """Return kind (and name) and text of the cells of an exercise."""
    text = (ROOT / "score_exercises" / f"{exercise}.py").read_text()
    parts = re.split(r"^# %% (.+)\n", text, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


def _solution(exercise: str) -> tuple[str, ...]:
    return tuple(source for head, source in _parts(exercise) if head == "student")


def _source(exercise: str) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {
        "display_name": "Python 3", "language": "python", "name": "python3"}})  # fmt: skip
    for head, source in _parts(exercise):
        kind, _, name = head.partition(" ")
        values: dict[str, object] = {"schema_version": 3, "grade_id": name or kind, "task": False}
        values |= {"grade": kind == "check", "solution": kind == "student"}
        values["locked"] = kind != "student"
        if kind == "check":
            values["points"] = 1
        if kind == "student":
            source = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
        metadata = {"nbgrader": values}
        notebook.cells.append(nbformat.v4.new_code_cell(source, metadata=metadata))
    return notebook


def _handed_in(released: Path, sources: tuple[str, ...]) -> nbformat.NotebookNode:
    notebook = nbformat.read(released, 4)
    place = next(
        n for n, cell in enumerate(notebook.cells) if cell.metadata.nbgrader.get("solution")
    )
    first, *others = sources
    notebook.cells[place].source = first
    notebook.cells[place + 1 : place + 1] = [nbformat.v4.new_code_cell(text) for text in others]
    return notebook


def _call(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=3600)


def _points(folder: Path) -> dict[str, float]:
    """Return the points of each student; one whose submission could not be graded is missing."""
    query = """
        SELECT submitted_assignment.student_id, SUM(grade.auto_score)
        FROM grade
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        WHERE grade.auto_score IS NOT NULL
        GROUP BY submitted_assignment.student_id
    """
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as connection:
        return dict(connection.execute(query).fetchall())


def _rows(
    attacks: list[Attack], stock: dict[str, float], ours: dict[str, float]
) -> list[dict[str, Any]]:
    """Return one row an attack; `known`: points for checks whose answer it states honestly."""
    rows = []
    for attack in attacks:
        facts = _facts(attack)
        checks = sum(head.startswith("check") for head, _ in _parts(facts["exercise"]))
        rows.append(
            {
                "name": attack.name,
                "title": attack.title,
                "class": attack.group,
                "known": len(facts.get("passes", ())),
                "checks": checks,
                "stock": stock.get(attack.name),
                "ours": ours.get(attack.name),
            }
        )
    return rows
