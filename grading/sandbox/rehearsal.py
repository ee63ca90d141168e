"""Runs in the warm parent what every program will run, so that its children need not warm up.

Python rewrites the instructions of a function in place once it has been called some times, and
libraries fill caches at their first calls. A forked child inherits that; without it each child
does the work again, and copies every page of memory that the work touches.

Nothing of a rehearsal stays but that: random states, warning filters, streams, the shell's names
and the process's settings are put back.
"""

import builtins
import contextlib
import linecache
import os
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from grading.sandbox import integrity, shell
from grading.sandbox.assertions import PROBE
from grading.sandbox.driver_judge import JudgeDriver
from grading.sandbox.driver_student import StudentDriver
from grading.sandbox.servant import Servant
from grading.sandbox.wire import Channel, pair

_LIBRARY_ROUNDS = 2
_LIBRARY_BUDGET_S = 0.1
_PROGRAM_ROUNDS = 3
_PROGRAM_BUDGET_S = 0.05

_PLAIN_CELLS = (
    ("given", "import math\n\nscores = [12.5, 8, 15]\nby_name = {'Ana': 12.5, 'Leo': 8}"),
    ("student", "def mean(values):\n    return sum(values) / len(values)"),
    ("check", "assert math.isclose(mean(scores), 11.83, abs_tol=0.1), 'the mean'"),
    ("student", "def best(table):\n    # YOUR CODE HERE\n    raise NotImplementedError()"),
    ("check", "found = best(by_name)\nassert found == 'Ana', f'Ana expected, {found} got'"),
    ("student", "print(mean([1, 2]))\nmean([3, 4])"),
)
_ARRAY_CELLS = (
    (
        "given",
        "import numpy as np\n\nrng = np.random.default_rng(seed=1)\nx = rng.normal(size=(9, 2))",
    ),
    ("student", "def scaled(values):\n    return values / values.max(axis=0)"),
    (
        "check",
        "z = scaled(x)\nassert z.shape == x.shape\nassert np.isclose(z.max(), 1), 'at most 1'",
    ),
    ("student", "def count(values):\n    return int((values > 0).sum()) - 1"),
    ("check", "n = count(x)\nassert isinstance(n, int)\nassert n == (x > 0).sum(), f'not {n}'"),
)
_TABLE_CELLS = (
    (
        "given",
        "import pandas as pd\n\ntable = pd.DataFrame({'k': ['a', 'b', 'a'], 'v': [1.0, 2, None]})",
    ),
    ("student", "def filled(table):\n    return table.fillna(0)"),
    (
        "check",
        "new = filled(table)\nassert new['v'].isna().sum() == 0\nassert len(new) == len(table)",
    ),
    ("student", "def totals(table):\n    return table.groupby('k')['v'].sum()"),
    ("check", "t = totals(table)\nassert t['a'] == 1, f'1 expected, {t[\"a\"]} got'"),
)


def rehearse() -> None:
    """Use the loaded libraries and run small programs, for a bounded time."""
    with _leaving_no_trace():
        _repeat(_library_steps(), _LIBRARY_ROUNDS, _LIBRARY_BUDGET_S)
        _repeat([_run_program], _PROGRAM_ROUNDS, _PROGRAM_BUDGET_S)
    shell.reset(shell.shell())


def _repeat(steps: Sequence[Callable[[], None]], rounds: int, budget_s: float) -> None:
    """Take each step some times, those that work; stop when the time is over."""
    end = time.monotonic() + budget_s
    steps = [*steps]
    for _ in range(rounds):
        for step in [*steps]:
            if time.monotonic() > end:
                return
            try:
                step()
            except Exception:
                # A release of a library that lacks something: children do without this step.
                steps.remove(step)


@contextlib.contextmanager
def _leaving_no_trace() -> Iterator[None]:
    """Put back what running programs in this process changes."""
    ours = shell.shell()
    own = ours.user_module, ours.user_ns, ours.collector
    streams, argv, main = (sys.stdout, sys.stderr), sys.argv, sys.modules["__main__"]
    given_input, variables, files = builtins.input, dict(os.environ), set(linecache.cache)
    try:
        with warnings.catch_warnings(), _same_random_states():
            warnings.simplefilter("ignore")
            yield
    finally:
        ours.user_module, ours.user_ns, ours.collector = own
        (sys.stdout, sys.stderr), sys.argv, sys.modules["__main__"] = streams, argv, main
        builtins.input = given_input
        vars(builtins).pop(PROBE, None)
        if dict(os.environ) != variables:
            os.environ.clear()
            os.environ.update(variables)
        for file in set(linecache.cache) - files:
            if file.startswith("<"):
                del linecache.cache[file]


@contextlib.contextmanager
def _same_random_states() -> Iterator[None]:
    state = random.getstate()
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    numpy_state = numpy.random.get_state() if numpy else None
    torch_state = torch.get_rng_state() if torch else None
    try:
        yield
    finally:
        random.setstate(state)
        if numpy:
            numpy.random.set_state(numpy_state)
        if torch:
            torch.set_rng_state(torch_state)


# -- a whole program --------------------------------------------------------------------------


class _Loop(Channel):
    """The judge's end of a channel whose other end is served as soon as something is sent."""

    servant: Servant

    def send(self, *arguments: Any, **options: Any) -> None:
        """Send a request and have it answered."""
        super().send(*arguments, **options)
        message, blobs = self.servant.talk.channel.recv()
        self.servant.talk.respond(message, blobs[0] if blobs else b"")


def _run_program() -> None:
    """Run a program as both children would, in this process."""
    ours = shell.shell()
    own = ours.user_module, ours.user_ns
    fresh = dict(ours.user_ns)
    setup = {"seed": 0, "execution": "autograde"}
    ends = pair()
    judges, students = _Loop(ends[0]), Channel(ends[1])
    cells = _cells()
    try:
        student = StudentDriver(students, students, setup)
        for cell in cells:
            if cell["kind"] != "check":
                student._answer({"op": "run", "cell": cell})
        judges.servant = student._servant
        ours.user_ns = fresh
        judge = JudgeDriver(judges, judges, setup)
        for cell in cells:
            if cell["kind"] != "student":
                judge._answer({"op": "run", "cell": cell})
        integrity.findings()
    finally:
        ours.user_module, ours.user_ns = own
        judges.close()
        students.close()


def _cells() -> list[dict[str, Any]]:
    parts = [*_PLAIN_CELLS]
    if "numpy" in sys.modules:
        parts += _ARRAY_CELLS
    if "pandas" in sys.modules:
        parts += _TABLE_CELLS
    policy = {"known": True, "hands": ["z"]}
    return [
        {"id": f"c{number}", "kind": kind, "source": source, "visible_source": source,
         "mode": "judged", "policy": policy}
        for number, (kind, source) in enumerate(parts)
    ]  # fmt: skip


# -- libraries ----------------------------------------------------------------------------------


def _numpy_steps(np: Any) -> list[Callable[[], Any]]:
    rng = np.random.default_rng(seed=0)
    x, y = rng.normal(size=(20, 3)), rng.integers(0, 3, 20)
    square = x[:3] + 3 * np.eye(3)

    def make() -> None:
        draws = np.random.default_rng(seed=0)
        draws.normal(size=(4, 2)), draws.integers(0, 9, 5), draws.permutation(5)
        np.random.seed(0), np.random.rand(3), np.random.randn(2, 2), np.random.choice([1, 2], 2)
        np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 3)), np.ones(4), np.arange(6).reshape(2, 3)
        np.linspace(0, 1, 5), np.full(3, 7), np.eye(2), np.asarray([1, 2])

    def reduce() -> None:
        for name in ("sum", "mean", "std", "var", "min", "max", "argmax", "argmin", "cumsum"):
            getattr(x, name)()
            getattr(x, name)(axis=0)
            getattr(np, name)(x, axis=1)
        x.sum(axis=1, keepdims=True), x.any(), x.all(), np.any(x > 0), np.all(x > 0, axis=0)
        np.median(x), np.percentile(x, 90), np.unique(y, return_counts=True), np.bincount(y)

    def compute() -> None:
        (x - x.mean(axis=0)) / x.std(axis=0), x[:, None, :] - x[None, :4, :], x @ x.T, x**2
        np.sqrt(x * x), np.exp(-x), np.log(x * x + 1), np.abs(x), np.where(x > 0, x, 0.0)
        np.clip(x, 0, 1), np.dot(x, x[0]), np.round(x, 2), np.maximum(x, 0)
        x[x[:, 0] > 0], x[y == 1].copy(), np.argsort(x[:, 0]), np.sort(y), x.T.tolist()
        np.concatenate([x, x]), np.stack([y, y]), np.vstack([x, x]), np.hstack([y, y])
        np.linalg.norm(x, axis=1), np.linalg.solve(square, x[0]), np.linalg.inv(square)
        np.linalg.norm(x[0]), np.corrcoef(x[:, 0], y), np.cov(x.T), np.linalg.det(square)

    def compare() -> None:
        np.allclose(x, x), np.allclose(x[0].mean(), 0.0), np.isclose(x[0, 0], 1), np.isclose(x, x)
        np.array_equal(x, x), np.isnan(x).any(), np.isfinite(x).all()
        np.testing.assert_allclose(x, x), np.testing.assert_array_equal(y, y)
        np.testing.assert_almost_equal(1.0, 1.0)
        repr(x), str(y)

    return [make, reduce, compute, compare]


def _pandas_steps(pd: Any) -> list[Callable[[], Any]]:
    columns = {"kind": list("abc") * 6, "size": [1.5, 2.5, None] * 6, "count": range(18)}

    def clean() -> None:
        table = pd.DataFrame(columns)
        table.loc[[1, 2], "size"] = None
        table["double"] = table["count"] * 2
        table.isna().sum().sum(), table.dropna(), table.fillna(table.median(numeric_only=True))
        (
            table["size"].fillna(table["size"].mean()),
            table["size"].median(),
            table.mean(numeric_only=True),
        )
        (
            table.drop(columns="double"),
            table.rename(columns={"size": "s"}),
            table.head(3),
            table.copy(),
        )
        table["count"].astype(float), table["kind"].unique(), table["kind"].nunique(), table.shape

    def select() -> None:
        table = pd.DataFrame(columns)
        table.loc[table["kind"] == "a", "size"].mean(), table.loc[3, "size"], table.iloc[0, 1]
        table[table["count"] > 3], table[["kind", "size"]], table["size"][0], len(table)
        table[(table["count"] > 3) & (table["kind"] == "b")], list(table.columns), table.dtypes
        table.sort_values("count", ascending=False), table.reset_index(drop=True), table.to_numpy()
        table.set_index("kind"), table["count"].tolist()

    def group() -> None:
        table = pd.DataFrame(columns)
        means = table.groupby("kind")["size"].mean()
        (
            len(means),
            means["a"],
            means.loc["b"],
            means.index.tolist(),
            means.to_dict(),
            means.idxmax(),
        )
        table.groupby("kind").agg({"count": "sum"}), table.groupby("kind").size()
        table["kind"].value_counts(), table["count"].apply(lambda value: value + 1)
        table.merge(table[["kind"]].drop_duplicates(), on="kind"), pd.concat([table, table])
        table["count"].describe(), table["kind"].map({"a": 1})

    def compare() -> None:
        table = pd.DataFrame(columns)
        table.equals(table), table["count"].equals(table["count"]), (table["count"] == 1).any()
        pd.testing.assert_frame_equal(table, table)
        pd.testing.assert_series_equal(table["size"], table["size"])

    return [clean, select, group, compare]


def _sklearn_steps(_: Any) -> list[Callable[[], Any]]:
    np = sys.modules["numpy"]
    rng = np.random.default_rng(seed=0)
    x = rng.normal(size=(40, 3))
    y, target = (x[:, 0] > 0).astype(int), x[:, 0] * 2 + 1
    found = [
        (getattr(sys.modules[module], name, None), options, answer)
        for module, name, options, answer in (
            ("sklearn.linear_model", "LinearRegression", {}, target),
            ("sklearn.linear_model", "LogisticRegression", {}, y),
            ("sklearn.tree", "DecisionTreeClassifier", {"random_state": 0}, y),
            ("sklearn.neighbors", "KNeighborsClassifier", {}, y),
            ("sklearn.preprocessing", "StandardScaler", {}, None),
        )
        if module in sys.modules
    ]

    def use(kind: Any, options: Any, answer: Any) -> None:
        model = kind(**options).fit(x, answer)
        if answer is None:
            model.transform(x)
            return
        model.predict(x), model.score(x, answer)
        for name in ("coef_", "intercept_", "feature_importances_"):
            getattr(model, name, None)
        repr(model), model.get_params()

    def split() -> None:
        module = sys.modules["sklearn.model_selection"]
        module.train_test_split(x, y, random_state=0)
        module.train_test_split(x, y, test_size=0.3, random_state=0, stratify=y)

    def measure() -> None:
        module = sys.modules["sklearn.metrics"]
        module.accuracy_score(y, y), module.confusion_matrix(y, y)
        module.mean_squared_error(target, target), module.r2_score(target, target)

    return [*(partial(use, *one) for one in found), split, measure]


_STEPS: dict[str, Callable[[Any], list[Callable[[], Any]]]] = {
    "numpy": _numpy_steps,
    "pandas": _pandas_steps,
    "sklearn": _sklearn_steps,
}


def _library_steps() -> list[Callable[[], Any]]:
    loaded = (library for library in _STEPS if library in sys.modules)
    return [step for library in loaded for step in _STEPS[library](sys.modules[library])]
