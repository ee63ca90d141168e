"""Where submissions are graded: in this process's fork servers, or on a Dask cluster.

Both take submissions and give records, behind `concurrent.futures`. What travels to another
machine is JSON text: a submission with the bytes of its files out, a record back; no object is
pickled and no shared folder is needed.
"""

import atexit
import hashlib
import json
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from grading.autograde import grade_submission
from grading.engines import Engines, ForkServers
from grading.errors import EnactError, PlatformError, SubmissionError
from grading.plans import AssignmentPlan
from grading.record import GradeRecord
from grading.rubric import Rubric, canonical_json
from grading.settings import GradingSettings
from grading.submission import Submission

DASK_SCHEME = "dask:"
# A worker that dies is replaced; a submission that kills this many of them is the platform's fault.
DASK_RETRIES = 2


class ExecutorError(EnactError):
    """There is no such executor, or its extra is not installed."""


class Executor(Protocol):
    """Grades submissions side by side."""

    workers: int

    def submit(self, submission: Submission) -> "Future[GradeRecord]":
        """Start grading; the future raises what `grade_submission` raises."""

    def close(self) -> None:
        """End all that the executor started."""


class LocalExecutor:
    """Threads that drive this machine's fork servers; the work is in the forked children.

    Args:
        rubric: the assignment.
        plan: where its tests run.
        settings: limits; `jobs` submissions run at once; one more than there are processors by
            default, because each waits now and then for its own processes.
        engines: where warm engines come from; closed by their owner.
    """

    def __init__(
        self, rubric: Rubric, plan: AssignmentPlan, settings: GradingSettings, engines: Engines
    ) -> None:
        self.workers = settings.jobs or len(os.sched_getaffinity(0)) + 1
        self._rubric, self._plan, self._settings = rubric, plan, settings
        self._engine = engines.engine(rubric.packages)
        self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="grader")

    def submit(self, submission: Submission) -> "Future[GradeRecord]":
        """Start grading a submission in a thread."""
        return self._pool.submit(
            grade_submission, submission, self._rubric, self._plan, self._engine, self._settings
        )

    def close(self) -> None:
        """Wait for what runs and drop what waits."""
        self._pool.shutdown(cancel_futures=True)


class DaskExecutor:
    """A Dask cluster; every worker process holds a fork server of its own.

    Args:
        address: of the scheduler, such as `tcp://10.0.0.5:8786`.
        rubric: the assignment; sent to each worker once.
        plan: where its tests run.
        settings: limits.
        timeout_s: how long to wait for the scheduler.

    Raises:
        ExecutorError: the extra `dask` is not installed, or nobody answers at the address.
    """

    def __init__(
        self,
        address: str,
        rubric: Rubric,
        plan: AssignmentPlan,
        settings: GradingSettings,
        timeout_s: float = 10.0,
    ) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise ExecutorError(
                "Dask is not installed; run: pip install 'enact-academy[dask]'"
            ) from error
        try:
            self._client = Client(address, timeout=timeout_s, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ExecutorError(
                f"{address}: no Dask scheduler answers there ({error}); expected an address such "
                "as tcp://10.0.0.5:8786."
            ) from error
        self.workers = max(1, sum(self._client.nthreads().values()))
        self._assignment = self._client.scatter(
            _pack_assignment(rubric, plan, settings), broadcast=True, hash=True
        )
        self._pool = self._client.get_executor(pure=False, retries=DASK_RETRIES)

    def submit(self, submission: Submission) -> "Future[GradeRecord]":
        """Send a submission to a worker."""
        done: Future[GradeRecord] = Future()
        answer = self._pool.submit(
            grade_packed, self._assignment, submission.model_dump_json().encode()
        )
        answer.add_done_callback(lambda future: _unpack_answer(future, done))
        return done

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._pool.shutdown(wait=False)
        self._client.close()


def make_executor(
    name: str,
    rubric: Rubric,
    plan: AssignmentPlan,
    settings: GradingSettings,
    engines: Engines,
) -> Executor:
    """Return the executor of a name: `local` or `dask:ADDRESS`.

    Raises:
        ExecutorError: there is no such executor.
    """
    if name == "local":
        return LocalExecutor(rubric, plan, settings, engines)
    if name.startswith(DASK_SCHEME):
        return DaskExecutor(name.removeprefix(DASK_SCHEME), rubric, plan, settings)
    raise ExecutorError(
        f"There is no executor {name!r}; expected 'local' or 'dask:ADDRESS', such as "
        "'dask:tcp://10.0.0.5:8786'."
    )


def grade_packed(assignment: bytes, submission: bytes) -> bytes:
    """Grade on a worker: JSON in, JSON out.

    Args:
        assignment: rubric, plan and settings, as packed by the executor.
        submission: a `Submission` as JSON.

    Returns:
        A JSON object with `record`, or with `refusal` when the files cannot be graded.

    Raises:
        PlatformError: the platform failed; run again.
    """
    rubric, plan, settings = _worker.unpack(assignment)
    handed_in = Submission.model_validate_json(submission)
    try:
        engine = _worker.engines.engine(rubric.packages)
        record = grade_submission(handed_in, rubric, plan, engine, settings)
    except SubmissionError as refusal:
        answer: dict[str, Any] = {
            "refusal": {"code": refusal.code, "message": str(refusal), "values": refusal.values}
        }
        return canonical_json(answer)
    return canonical_json({"record": record.model_dump(mode="json")})


class _Worker:
    """What one worker process keeps between submissions."""

    def __init__(self) -> None:
        self.engines = ForkServers()
        self._assignments: dict[bytes, tuple[Rubric, AssignmentPlan, GradingSettings]] = {}
        self._lock = threading.Lock()
        atexit.register(self.engines.close)

    def unpack(self, packed: bytes) -> tuple[Rubric, AssignmentPlan, GradingSettings]:
        key = hashlib.sha256(packed).digest()
        with self._lock:
            if key not in self._assignments:
                parts = json.loads(packed)
                self._assignments[key] = (
                    Rubric.model_validate(parts["rubric"]),
                    AssignmentPlan.model_validate(parts["plan"]),
                    GradingSettings(**parts["settings"]),
                )
            return self._assignments[key]


_worker = _Worker()


def _pack_assignment(rubric: Rubric, plan: AssignmentPlan, settings: GradingSettings) -> bytes:
    parts = {"rubric": rubric, "plan": plan, "settings": settings}
    return canonical_json({name: part.model_dump(mode="json") for name, part in parts.items()})


def _unpack_answer(answer: "Future[bytes]", done: "Future[GradeRecord]") -> None:
    error = answer.exception()
    if error is not None:
        is_ours = isinstance(error, PlatformError)
        done.set_exception(
            error if is_ours else PlatformError(f"The Dask worker failed: {error!r}")
        )
        return
    parts = json.loads(answer.result())
    if "record" in parts:
        done.set_result(GradeRecord.model_validate(parts["record"]))
    else:
        refusal = parts["refusal"]
        done.set_exception(
            SubmissionError(refusal["code"], refusal["message"], **refusal["values"])
        )
