"""The gate as its users meet it: paths, reports, what a release asks of it, and watching."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grading.cli import main
from grading.course import RECORD
from grading.errors import CourseError
from grading.quality.finding import CHECKS, Finding
from grading.quality.gate import GateOptions, check_course, check_paths, find_courses, is_inside
from grading.quality.operators import OPERATORS
from grading.quality.report import as_json, course_digest, has_passed, keep_record, write_report
from grading.quality.servers import Servers
from grading.quality.watch import changed_files, changes, snapshot

SITE = Path(__file__).parents[3] / "site" / "pages"
PAGE = SITE / "en" / "reference" / "check.md"
FRENCH_PAGE = SITE / "fr" / "reference" / "verifier.md"
GATE_PAGE = SITE / "en" / "explain" / "quality-gate.md"
# Programs that a shell starts in the background ignore Ctrl-C, and so would this one.
INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from grading.cli import main
main()
"""
EXERCISE = "premiers-pas/moyennes/resumer.py"


def enact(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def weaken(petit_cours: Path) -> None:
    """Let a product pass for a mean."""
    edit(petit_cours / EXERCISE, "assert obtenu == 3, f", "assert obtenu > 2, f")
    edit(petit_cours / EXERCISE, "assert obtenu == 1.25, f", "assert abs(obtenu) > 1, f")


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_described_on_its_page(check: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"| `{check}` | {CHECKS[check]}" in page


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_described_in_french(check: str) -> None:
    assert f"| `{check}` |" in FRENCH_PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_mutation_operator_is_described_with_its_source(operator: str) -> None:
    lines = GATE_PAGE.read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith("|") and f"`{operator}`" in line]
    assert all(cell.strip() for cell in row.split("|")[1:-1])


def test_an_undeclared_check_is_refused() -> None:
    with pytest.raises(ValueError, match="'typo' is not declared"):
        Finding(Path("x"), 1, "typo", "x")


def test_a_file_leads_to_its_course(petit_cours: Path) -> None:
    assert find_courses(petit_cours / EXERCISE) == [petit_cours]


def test_a_folder_leads_to_its_courses(example_courses: Path, petit_cours: Path) -> None:
    assert find_courses(example_courses) == [petit_cours]
    assert find_courses(example_courses / "licence") == [petit_cours]


def test_a_folder_without_courses_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no course here"):
        check_paths([tmp_path])


def test_stored_answers_belong_to_their_exercise(petit_cours: Path) -> None:
    answer = petit_cours / "premiers-pas/moyennes/wrong/resumer--loses-moyenne.py"
    assert is_inside(answer, [petit_cours / EXERCISE])
    assert not is_inside(answer.with_name("autre--loses-x.py"), [petit_cours / EXERCISE])


def test_findings_elsewhere_are_left_out(petit_cours: Path) -> None:
    edit(petit_cours / "README.md", "Résumer", "Resumer")
    options = GateOptions(runs=False)
    assert check_course(petit_cours, [petit_cours / EXERCISE], options).findings == ()


def test_the_report_shows_every_survivor_as_a_diff(petit_cours: Path, servers: Servers) -> None:
    weaken(petit_cours)
    report = as_json(check_course(petit_cours, [petit_cours], GateOptions(servers=servers)))
    survivors = [found for solution in report["solutions"] for found in solution["survivors"]]
    assert [found["diff"] for found in survivors] == [
        "-    return sum(valeurs) / len(valeurs)\n+    return sum(valeurs) * len(valeurs)"
    ]
    assert survivors[0]["line"] == 19


def test_the_report_holds_no_path_of_this_machine(petit_cours: Path, servers: Servers) -> None:
    weaken(petit_cours)
    quality = check_course(petit_cours, [petit_cours], GateOptions(servers=servers))
    text = json.dumps(as_json(quality))
    assert str(petit_cours.parent) not in text


def test_a_course_has_passed_as_long_as_nothing_changes(
    petit_cours: Path, tmp_path: Path, servers: Servers
) -> None:
    reports = tmp_path / "reports"
    quality = check_course(petit_cours, [petit_cours], GateOptions(servers=servers))
    write_report(quality, reports)
    assert has_passed(petit_cours, reports)
    edit(petit_cours / EXERCISE, "# Écrivez", "# Écrire")
    assert not has_passed(petit_cours, reports)


def test_figures_are_kept_beside_a_course_and_keep_their_date(
    petit_cours: Path, tmp_path: Path, servers: Servers
) -> None:
    quality = check_course(petit_cours, [petit_cours], GateOptions(servers=servers))
    before = course_digest(petit_cours)
    first, later = date(2026, 1, 31), date(2026, 2, 28)
    assert keep_record(as_json(quality), petit_cours, first)
    assert not keep_record(as_json(quality), petit_cours, later)
    kept = json.loads((petit_cours / RECORD).read_text("utf-8"))
    assert kept["measured_on"] == "2026-01-31"
    assert course_digest(petit_cours) == before


def test_figures_of_a_course_that_failed_are_not_kept(petit_cours: Path) -> None:
    report = {"is_whole": True, "passed": False}
    assert not keep_record(report, petit_cours, date(2026, 1, 31))
    assert not (petit_cours / RECORD).exists()


def test_words_that_courses_share_count_as_a_change(petit_cours: Path) -> None:
    before = course_digest(petit_cours)
    words = petit_cours.parent.parent / "words"
    words.mkdir()
    (words / "fr.txt").write_text("enact\n", encoding="utf-8")
    assert course_digest(petit_cours) != before


def test_a_static_check_is_no_proof(petit_cours: Path, tmp_path: Path) -> None:
    quality = check_course(petit_cours, [petit_cours], GateOptions(runs=False))
    assert write_report(quality, tmp_path / "reports") is None


def test_the_command_ends_with_1_and_shows_the_place(
    petit_cours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(petit_cours)
    edit(petit_cours / "README.md", "Résumer", "Resumer")
    result = enact("check", ".", "--static")
    assert result.exit_code == 1
    assert result.stdout.startswith("README.md:3: 'Resumer' is in no fr dictionary.")


def test_the_command_prints_json_and_nothing_else(
    petit_cours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(petit_cours)
    result = enact("check", ".", "--static", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["courses"][0]["passed"]


def test_a_course_that_fails_is_not_released(
    petit_cours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    edit(petit_cours / "README.md", "Résumer", "Resumer")
    result = enact("release", petit_cours, "--course-dir", tmp_path / "cohorte")
    assert result.exit_code == 1
    assert "Not released: the course has not passed the quality gate." in result.stderr
    assert not (tmp_path / "cohorte").exists()


def test_a_course_that_passed_is_released_without_another_check(
    petit_cours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert enact("release", petit_cours, "--course-dir", tmp_path / "cohorte").exit_code == 0
    report = tmp_path / "build" / "quality" / "petit-cours.json"
    written = report.stat().st_mtime_ns
    assert enact("release", petit_cours, "--course-dir", tmp_path / "autre").exit_code == 0
    assert report.stat().st_mtime_ns == written


def test_a_saved_file_is_seen(petit_cours: Path) -> None:
    before = snapshot([petit_cours])
    path = petit_cours / "README.md"
    os.utime(path, ns=(1, 1))
    assert changed_files(before, snapshot([petit_cours])) == [path]


def test_watching_tells_what_was_saved_since_it_was_last_asked(petit_cours: Path) -> None:
    """`enact check --watch` checks each time what this yields."""
    path = petit_cours / EXERCISE
    seen: list[list[Path]] = []
    saves = iter((path, petit_cours / "README.md"))

    def save(period_s: float) -> None:
        os.utime(next(saves), ns=(len(seen), len(seen)))

    watched = changes([petit_cours], snapshot([petit_cours]), sleep=save)
    seen.append(next(watched))
    seen.append(next(watched))
    assert seen == [[path], [petit_cours / "README.md"]]


def test_a_file_that_is_gone_is_looked_for_in_its_folder(petit_cours: Path) -> None:
    path = petit_cours / EXERCISE
    before = snapshot([petit_cours])
    path.unlink()
    assert next(changes([petit_cours], before, sleep=lambda period_s: None)) == [path.parent]


def test_the_command_watches_until_it_is_interrupted(petit_cours: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTIBLE, "check", "--static", "--watch", petit_cours]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        shown = process.stdout
        try:
            assert wait_for("Watching", shown)[0].startswith("petit-cours: nothing to put right")
            edit(petit_cours / "README.md", "# ", "![](absent.png)\n\n# ")
            assert "no such file" in "".join(wait_for("2 to put right", shown))
            edit(petit_cours / "README.md", "![](absent.png)\n\n", "")
            wait_for("nothing to put right", shown)
            process.send_signal(signal.SIGINT)
            assert shown.read() == "Stopped.\n"
        finally:
            process.kill()
    assert process.returncode == 0


def wait_for(text: str, lines: Iterable[str]) -> list[str]:
    """Return the lines up to the one that holds a text."""
    seen = []
    for line in lines:
        seen.append(line)
        if text in line:
            return seen
    raise AssertionError(f"{text!r} was never shown, only {seen}")
