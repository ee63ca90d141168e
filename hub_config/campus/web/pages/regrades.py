"""Pages of a regrade: start it, see what it would change, let it count or drop it."""

from typing import Any

from sqlalchemy.orm import Session, joinedload, selectinload

from hub_config.campus import regrading
from hub_config.campus.access import Access, require_assignment
from hub_config.campus.audit import add
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.results import load_record
from hub_config.campus.tables import Assignment, Regrade, RegradeItem, Submission, now
from hub_config.campus.web.pages.cohort_settings import CohortHandler


class StartRegrade(CohortHandler):
    """Grades all submissions of an assignment again, beside their results."""

    access = Access.INSTRUCTOR

    async def post(self, cohort: str, assignment: str) -> None:
        """Start."""
        require_assignment(self.scope, assignment)
        regrade_id = await self.run(self._start)
        self.campus.wake_workers()
        self.back(f"/regrades/{regrade_id}")

    def _start(self) -> int:
        assignment = self.scope.assignment
        assert assignment is not None  # noqa: S101  # the caller checked it
        with self.campus.database.write() as session:
            regrade = regrading.start(session, assignment, self.identity.name, now())
            target = f"{self.cohort().slug}/{assignment.slug}"
            add(session, self.identity, "regrade.started", target)
            return regrade.id


class RegradePage(CohortHandler):
    """What a regrade would change, and the decision."""

    access = Access.INSTRUCTOR

    async def get(self, cohort: str, regrade: str) -> None:
        """Show it."""
        self.show("regrade.html", **await self.run(self._load, int(regrade)))

    async def post(self, cohort: str, regrade: str) -> None:
        """Let it count, or drop it."""
        action = self.get_body_argument("action", "")
        if action not in ("apply", "drop"):
            raise Refused(400, "bad-request", N_("This request cannot be understood."))
        await self.run(self._apply if action == "apply" else self._drop, int(regrade))
        self.campus.wake_workers()
        self.back(f"/regrades/{regrade}")

    def _load(self, regrade_id: int) -> dict[str, Any]:
        with self.campus.database.read() as session:
            regrade = self._find(session, regrade_id)
            assignment = session.get_one(Assignment, regrade.assignment_id)
        return {
            "cohort": self.cohort(),
            "title": self.title(),
            "assignment": assignment,
            "regrade": regrade,
            "difference": regrading.difference(regrade),
        }

    def _find(self, session: Session, regrade_id: int) -> Regrade:
        regrade = session.get(
            Regrade,
            regrade_id,
            options=[
                selectinload(Regrade.items)
                .joinedload(RegradeItem.submission)
                .options(joinedload(Submission.person))
            ],
        )
        assignment = session.get(Assignment, regrade.assignment_id) if regrade else None
        if not regrade or not assignment or assignment.cohort_id != self.cohort().id:
            raise unknown("unknown-regrade", N_("This regrade does not exist."))
        return regrade

    def _apply(self, regrade_id: int) -> None:
        with self.campus.database.read() as session:
            hashes = [i.record_sha256 for i in self._find(session, regrade_id).items]
        records = {name: load_record(self.campus.blobs, name) for name in hashes if name}
        with self.campus.database.write() as session:
            regrade = self._find(session, regrade_id)
            changed = regrading.apply(session, regrade, records, now())
            add(session, self.identity, "regrade.applied", self._target(regrade), f"{changed}")

    def _drop(self, regrade_id: int) -> None:
        with self.campus.database.write() as session:
            regrade = self._find(session, regrade_id)
            regrading.drop(session, regrade, now())
            add(session, self.identity, "regrade.dropped", self._target(regrade))

    def _target(self, regrade: Regrade) -> str:
        return f"{self.cohort().slug}/regrade-{regrade.id}"
