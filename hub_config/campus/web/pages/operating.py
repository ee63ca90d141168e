"""Pages of an operator: is everything running, and what needs a hand."""

from typing import Any

from sqlalchemy import func, select

from hub_config.campus import queue
from hub_config.campus.access import Access
from hub_config.campus.audit import add, note
from hub_config.campus.errors import N_, unknown
from hub_config.campus.liveness import is_alive
from hub_config.campus.tables import AuditEvent, Cohort, Enrolment, Job, Person, Submission, now
from hub_config.campus.web.handlers import PageHandler
from hub_config.campus.windows import look


class OperatorPage(PageHandler):
    """The state of the platform."""

    access = Access.OPERATOR

    async def get(self) -> None:
        """Show it."""
        self.show("operator.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        folder = self.campus.settings.folder / "workers"
        workers = [path.stem for path in folder.glob("*.lock")] if folder.is_dir() else []
        with self.campus.database.read() as session:
            stages = session.execute(select(Job.stage, func.count()).group_by(Job.stage)).all()
            counts: dict[str, int] = {stage: count for stage, count in stages}
            failed = session.execute(
                select(Submission.key, Cohort.slug, Job.last_error)
                .join_from(Job, Submission, Submission.id == Job.submission_id)
                .join(Cohort, Cohort.id == Job.cohort_id)
                .where(Job.stage == "failed")
            ).all()
            cohorts = session.execute(
                select(Cohort, func.count(Enrolment.id))
                .outerjoin(
                    Enrolment,
                    (Enrolment.cohort_id == Cohort.id) & (Enrolment.status == "enrolled"),
                )
                .group_by(Cohort.id)
                .order_by(Cohort.slug)
            ).all()
            people = session.scalar(select(func.count()).select_from(Person))
            submissions = session.scalar(select(func.count()).select_from(Submission))
        return {
            "workers": [name for name in workers if is_alive(folder, name)],
            "waiting": counts.get("grade", 0),
            "to_gradebook": counts.get("gradebook", 0),
            "failed": failed,
            "cohorts": cohorts,
            "people": people,
            "submissions": submissions,
        }


class AuditPage(PageHandler):
    """The audit log: who saw or changed what about somebody else, newest first."""

    access = Access.OPERATOR

    async def get(self) -> None:
        """Show it."""
        self.show("audit.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        window = self.window()
        note(self.campus.database, self.identity, "audit.read", window.words or "-")
        names = (AuditEvent.actor, AuditEvent.action, AuditEvent.target)
        with self.campus.database.read() as session:
            query = select(AuditEvent).order_by(AuditEvent.id.desc())
            rows, window = look(session, query, window, names)
        return {"events": [event for (event,) in rows], "window": window}


class RetryAction(PageHandler):
    """Lets a submission that the platform gave up run again."""

    access = Access.OPERATOR

    async def post(self, submission: str) -> None:
        """Put it back into the queue."""
        await self.run(self._retry)
        self.campus.wake_workers()
        self.redirect(f"{self.campus.settings.prefix}operator")

    def _retry(self) -> None:
        found = self.scope.submission
        if found is None:
            raise unknown("unknown-submission", N_("This submission does not exist."))
        with self.campus.database.write() as session:
            queue.retry_failed(session, found.id, now())
            add(session, self.identity, "submission.retried", found.key)
