"""What the gate found in a course as JSON, for machines, the site's page and `enact release`."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from grading.course import RECORD, SKILLS_FILE, content_digest, content_files
from grading.exercise import RIGHT, WRONG
from grading.quality.finding import Finding
from grading.quality.gate import CourseQuality
from grading.quality.mutants import Mutant
from grading.quality.scores import SolutionScore, course_score
from grading.quality.spelling import WORDS_FOLDER
from grading.release import write_file

REPORTS = Path("build/quality")
# One more whenever the gate asks for more: courses that passed before are checked again.
GATE_VERSION = 2
RECORDED = ("assignment", "solution", "caught", "mutants", "operators")


def course_digest(folder: Path) -> str:
    """Return the SHA-256 of everything that decides whether a course passes."""
    courses = folder.resolve().parent.parent
    digest = hashlib.sha256(f"{GATE_VERSION}\0".encode())
    shared = [courses / SKILLS_FILE, *sorted((courses / WORDS_FOLDER).glob("*.txt"))]
    for path in (*shared, *content_files(folder.resolve())):
        if path.is_file():
            digest.update(f"{path.relative_to(courses)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def as_json(quality: CourseQuality) -> dict[str, Any]:
    """Return everything that the gate found; paths are relative to the course's folder."""
    folder = quality.folder
    scores = quality.scores
    return {
        "course": quality.slug,
        "digest": course_digest(folder),
        "is_whole": quality.is_whole,
        "passed": not quality.findings,
        "time_s": round(quality.time_s, 3),
        "findings": [_finding(found, folder) for found in quality.findings],
        "score": round(course_score(scores), 4),
        "caught": sum(len(item.caught) for item in scores),
        "mutants": sum(item.total for item in scores),
        "equivalent": sum(len(item.equivalent) for item in scores),
        "wrong_answers": _count_answers(folder, WRONG),
        "right_answers": _count_answers(folder, RIGHT),
        "solutions": [_solution(item, folder) for item in scores],
    }


def write_report(quality: CourseQuality, reports: Path = REPORTS) -> Path | None:
    """Keep the report of a whole course, for the site and for `enact release`."""
    if not quality.is_whole:
        return None
    path = reports / f"{quality.slug}.json"
    text = json.dumps(as_json(quality), ensure_ascii=False, indent=1) + "\n"
    write_file(path, text.encode())
    return path


def keep_record(report: Mapping[str, Any], folder: Path, today: date) -> bool:
    """Keep beside a course what was measured of it; return whether its figures are new.

    Only a whole course that passed is kept, and figures that are the same keep their date.

    Args:
        report: what `as_json` returns for the course as it stands.
        folder: the course's folder.
        today: day of the measurement.
    """
    if not (report["is_whole"] and report["passed"]):
        return False
    figures = {
        "content": content_digest(folder),
        **{name: report[name] for name in ("caught", "mutants", "equivalent")},
        **{name: report[name] for name in ("wrong_answers", "right_answers")},
        "solutions": [{name: item[name] for name in RECORDED} for item in report["solutions"]],
    }
    path = folder / RECORD
    with suppress(OSError, ValueError):
        before = json.loads(path.read_text("utf-8"))
        if {**before, **figures} == before:
            return False
    solutions = [json.dumps(item, ensure_ascii=False) for item in figures.pop("solutions")]
    head = json.dumps({"measured_on": today.isoformat(), **figures}, ensure_ascii=False)
    lines = ",\n".join(solutions)
    write_file(path, f'{head[:-1]}, "solutions": [\n{lines}\n]}}\n'.encode())
    return True


def has_passed(folder: Path, reports: Path = REPORTS) -> bool:
    """Return whether the course as it stands now has passed the whole gate before."""
    try:
        report = json.loads((reports / f"{folder.resolve().name}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(report.get("passed")) and report.get("digest") == course_digest(folder)


def _finding(found: Finding, folder: Path) -> dict[str, Any]:
    return {
        "path": _relative(found.path, folder),
        "line": found.line,
        "check": found.check,
        "message": found.message,
    }


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _solution(item: SolutionScore, folder: Path) -> dict[str, Any]:
    return {
        "assignment": item.assignment,
        "exercise": item.exercise.slug,
        "path": _relative(item.exercise.path, folder),
        "line": item.solution.line,
        "solution": item.solution.id,
        "questions": list(item.questions),
        "caught": len(item.caught),
        "mutants": item.total,
        "score": round(item.score, 4),
        "operators": _by_operator(item),
        "survivors": [_mutant(mutant, item) for mutant in item.survivors],
        "equivalent": [
            {**_mutant(mutant, item), "reason": reason} for mutant, reason in item.equivalent
        ],
    }


def _mutant(mutant: Mutant, item: SolutionScore) -> dict[str, Any]:
    return {
        "name": mutant.name,
        "operator": mutant.operator,
        "line": item.solution.first_line + mutant.line - 1,
        "diff": mutant.diff,
    }


def _by_operator(item: SolutionScore) -> Mapping[str, dict[str, int]]:
    caught = Counter(found.mutant.operator for found in item.caught)
    missed = Counter(mutant.operator for mutant in item.survivors)
    return {
        operator: {"caught": caught[operator], "mutants": caught[operator] + missed[operator]}
        for operator in sorted({*caught, *missed})
    }


def _count_answers(folder: Path, name: str) -> int:
    return _length(path for path in folder.rglob("*.py") if path.parent.name == name)


def _length(items: Iterable[object]) -> int:
    return sum(1 for _ in items)
