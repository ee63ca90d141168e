"""Tables of submissions, the grading queue and results."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub_config.campus.tables.base import Base, now
from hub_config.campus.tables.teaching import Assignment, Person


class Submission(Base):
    """One hand-in; its bytes are the blob `sha256`.

    Attributes:
        key: public name, not guessable.
        request_key: the client's Idempotency-Key, or None.
        status: `queued`, `running`, `graded` or `failed`.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("person_id", "assignment_id", "attempt"),
        UniqueConstraint("person_id", "request_key"),
        Index("ix_submission_assignment", "assignment_id", "person_id", "attempt"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    attempt: Mapped[int]
    request_key: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    is_late: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(8), default="queued")

    person: Mapped[Person] = relationship()
    assignment: Mapped[Assignment] = relationship()
    result: Mapped["Result | None"] = relationship(back_populates="submission")


class Job(Base):
    """Work that is still to be done for a submission; the row goes when it is done.

    Attributes:
        stage: `grade`, then `gradebook` (the result stands, the gradebook must follow); `failed`
            when the platform gave up and a person must look.
        priority: 0 for a person who waits, 1 for a regrade.
        claim: random name of the run that holds the job; None when nobody does.
        worker: name of the worker that holds it.
        available_at: not before this moment (back-off after a platform failure).
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_stage", "stage", "claim"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    stage: Mapped[str] = mapped_column(String(10), default="grade")
    queued_at: Mapped[datetime] = mapped_column(default=now)
    available_at: Mapped[datetime] = mapped_column(default=now)
    priority: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(32))
    worker: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)


class Result(Base):
    """What grading gave for one submission.

    Attributes:
        record_sha256: blob of the GradeRecord (JSON, compressed with zlib).
        auto_score: points that the grader gave.
        score: points so far, with what an instructor gave or changed by hand.
        needs_manual: a written answer waits for its instructor.
        flags: how many flags an instructor should look at.
    """

    __tablename__ = "result"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    record_sha256: Mapped[str] = mapped_column(String(64))
    auto_score: Mapped[float]
    score: Mapped[float]
    max_score: Mapped[float]
    needs_manual: Mapped[bool] = mapped_column(default=False)
    flags: Mapped[int] = mapped_column(default=0)
    graded_at: Mapped[datetime] = mapped_column(default=now)

    submission: Mapped[Submission] = relationship(back_populates="result")
    questions: Mapped[list["QuestionScore"]] = relationship(
        order_by="QuestionScore.position", cascade="all, delete-orphan"
    )


class QuestionScore(Base):
    """One question of one result, for what instructors need to see across people.

    Attributes:
        question: `<exercise>/<grade id>`.
        score: points that the grader gave; None while a written answer waits.
        manual_score: points that an instructor gave, which win; None when nobody did.
        status: status of the question in the record.
        failed: what failed (a test's own words, or the kind of error), shortened.
        got: what was got where the tests failed, shortened.
        comment: the instructor's comment.
    """

    __tablename__ = "question_score"

    submission_id: Mapped[int] = mapped_column(ForeignKey("result.submission_id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(255), primary_key=True)
    position: Mapped[int]
    score: Mapped[float | None]
    manual_score: Mapped[float | None]
    max_score: Mapped[float]
    status: Mapped[str] = mapped_column(String(14))
    failed: Mapped[str | None] = mapped_column(String(300))
    got: Mapped[str | None] = mapped_column(String(300))
    comment: Mapped[str | None] = mapped_column(Text)

    @property
    def final_score(self) -> float | None:
        """Points that count."""
        return self.score if self.manual_score is None else self.manual_score


class GradebookStamp(Base):
    """What campus last read from a cohort's gradebook, so that it is read when it changed."""

    __tablename__ = "gradebook_stamp"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    stamp: Mapped[str] = mapped_column(String(64))


class AuditEvent(Base):
    """Who saw or changed what about somebody else.

    Attributes:
        actor: user name of who did it; a name, not a reference, so that it outlives people.
        action: what was done, such as `submission.read`.
        target: what it was done to.
    """

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[str] = mapped_column(String(255))
    action: Mapped[str] = mapped_column(String(64))
    target: Mapped[str] = mapped_column(String(255))
    detail: Mapped[str | None] = mapped_column(Text)
