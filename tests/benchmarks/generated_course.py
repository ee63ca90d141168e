"""A course folder for benchmarks: eight questions with NumPy, pandas and scikit-learn.

Students differ in what they got right and in how they wrote it, by a seeded generator, so that
two runs grade the same bytes.
"""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

ASSIGNMENT = "bench"
EXERCISE = "exercise"


@dataclass(frozen=True)
class Question:
    """One question: a right and a wrong answer, visible and hidden tests.

    Attributes:
        id: nbgrader's `grade_id` of the tests.
        stub: the signature that the student completes.
        right: body of a right answer.
        wrong: body of a wrong one.
        visible: tests in the student's copy.
        hidden: tests that only grading sees.
    """

    id: str
    stub: str
    right: str
    wrong: str
    visible: str
    hidden: str


QUESTIONS = (
    Question(
        "standardise",
        "def standardise(x):",
        "return (x - x.mean(axis=0)) / x.std(axis=0)",
        "return x - x.mean(axis=0)",
        "z = standardise(values)\nassert np.allclose(z.mean(axis=0), 0), 'mean 0 expected'",
        "assert np.allclose(z.std(axis=0), 1), 'standard deviation 1 expected'",
    ),
    Question(
        "distances",
        "def distances(a, b):",
        "return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))",
        "return np.abs(a[:, None, :] - b[None, :, :]).sum(axis=2)",
        "d = distances(values[:5], values[:7])\nassert d.shape == (5, 7), '(5, 7) expected'",
        "first = np.linalg.norm(values[0] - values[1])\n"
        "assert np.isclose(d[0, 1], first), 'the Euclidean distance expected'",
    ),
    Question(
        "fill",
        "def fill(frame):",
        "return frame.fillna(frame.median(numeric_only=True))",
        "return frame.fillna(0)",
        "filled = fill(table)\nassert filled.isna().sum().sum() == 0, 'no missing value expected'",
        "assert filled.loc[3, 'size'] == table['size'].median(), 'the median expected'",
    ),
    Question(
        "by_group",
        "def by_group(frame):",
        "return frame.groupby('kind')['size'].mean()",
        "return frame.groupby('kind')['size'].sum()",
        "means = by_group(table)\nassert len(means) == 3, f'3 groups expected, {len(means)} got'",
        "first = table.loc[table['kind'] == 'a', 'size'].mean()\n"
        "assert np.isclose(means['a'], first), 'the mean expected'",
    ),
    Question(
        "split",
        "def split(x, y):",
        "return train_test_split(x, y, test_size=0.25, random_state=0)",
        "return x, x, y, y",
        "parts = split(values, labels)\nassert len(parts) == 4, '4 parts expected'",
        "assert len(parts[1]) == len(values) // 4, 'a quarter for the test expected'",
    ),
    Question(
        "score",
        "def score(x, y):",
        "parts = train_test_split(x, y, random_state=0)\n"
        "    return LogisticRegression().fit(parts[0], parts[2]).score(parts[1], parts[3])",
        "return LogisticRegression().fit(x, y).score(x, y) + 1",
        "s = score(values, labels)\nassert isinstance(s, float), 'a number expected'",
        "assert 0.5 < s <= 1, f'between 0.5 and 1 expected, {s} got'",
    ),
    Question(
        "importances",
        "def importances(x, y):",
        "return DecisionTreeClassifier(random_state=0).fit(x, y).feature_importances_",
        "return np.ones(x.shape[1])",
        "w = importances(values, labels)\nassert len(w) == 4, 'one value a column expected'",
        "assert np.isclose(sum(w), 1), 'a sum of 1 expected'",
    ),
    Question(
        "best_column",
        "def best_column(x, y):",
        "return int(np.argmax([abs(np.corrcoef(x[:, j], y)[0, 1]) for j in range(x.shape[1])]))",
        "return 0",
        "best = best_column(values, labels)\nassert isinstance(best, int), 'an int expected'",
        "assert best == 2, f'2 expected, {best} got'",
    ),
)
GIVEN = """import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(seed=0)
values = rng.normal(size=(200, 4))
labels = (values[:, 2] + 0.3 * rng.normal(size=200) > 0).astype(int)
table = pd.DataFrame({"kind": list("abc") * 20, "size": rng.normal(10, 2, 60)})
table.loc[[3, 8], "size"] = np.nan"""


def make_course(
    root: Path, students: int, questions: tuple[Question, ...] = QUESTIONS, given: str = GIVEN
) -> Path:
    """Make a course folder with a released assignment and handed-in submissions.

    Args:
        root: folder to make; it must not exist.
        students: how many hand something in.
        questions: what is asked.
        given: the instructor's code before them.
    """
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(_source(questions, given), source / f"{EXERCISE}.ipynb")
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n"
    )
    _release(root)
    released = nbformat.read(root / "release" / ASSIGNMENT / f"{EXERCISE}.ipynb", 4)
    rng = random.Random(0)
    for number in range(students):
        place = root / "submitted" / f"student-{number:04}" / ASSIGNMENT
        place.mkdir(parents=True)
        nbformat.write(_answered(released, questions, rng), place / f"{EXERCISE}.ipynb")
    return root


def copy_course(course: Path, target: Path, students: int) -> Path:
    """Copy a course folder with its first students, nothing graded."""
    shutil.copytree(course, target, ignore=shutil.ignore_patterns("submitted", "autograded"))
    for place in sorted((course / "submitted").iterdir())[:students]:
        shutil.copytree(place, target / "submitted" / place.name)
    return target


def _source(questions: tuple[Question, ...], given: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(f"# {len(questions)} questions")]
    cells.append(_code(given, locked=True, grade_id="given-1"))
    for question in questions:
        text = (
            f"{question.stub}\n    ### BEGIN SOLUTION\n    {question.right}\n    ### END SOLUTION"
        )
        cells.append(_code(text, solution=True, grade_id=f"{question.id}-solution"))
        tests = (
            f"{question.visible}\n### BEGIN HIDDEN TESTS\n{question.hidden}\n### END HIDDEN TESTS"
        )
        cells.append(_code(tests, grade=True, locked=True, points=2, grade_id=question.id))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    return notebook


def _code(source: str, **values: object) -> nbformat.NotebookNode:
    roles = {"grade": False, "solution": False, "locked": False, "task": False}
    metadata = {"nbgrader": roles | values | {"schema_version": 3}}
    return nbformat.v4.new_code_cell(source, metadata=metadata)


def _answered(
    released: nbformat.NotebookNode, questions: tuple[Question, ...], rng: random.Random
) -> nbformat.NotebookNode:
    notebook = nbformat.from_dict(released)
    notebook = nbformat.reads(nbformat.writes(notebook), 4)
    answers = {question.id: question for question in questions}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-solution")
        if not cell.metadata.get("nbgrader", {}).get("solution"):
            continue
        question = answers[name]
        draw = rng.random()
        if draw < 0.1:
            continue
        body = question.right if draw < 0.75 else question.wrong
        cell.source = f"# version {rng.randrange(10**6)}\n{question.stub}\n    {body}"
    return notebook


def _release(root: Path) -> None:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "bench"
    result = NbGraderAPI(CourseDirectory(config=config), config=config).generate_assignment(
        ASSIGNMENT
    )
    if not result["success"]:
        raise RuntimeError(f"nbgrader could not release the assignment: {result}")
