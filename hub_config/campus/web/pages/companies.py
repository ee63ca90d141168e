"""Pages of a manager: an organisation, its seats, its staff and their progress."""

import csv
import io
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hub_config.campus import organisations, staff
from hub_config.campus.access import Access
from hub_config.campus.audit import add
from hub_config.campus.catalogue import localised
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.staff_files import StaffLine, read
from hub_config.campus.tables import (
    Cohort,
    Invitation,
    Organisation,
    Person,
    Seat,
    SeatOrder,
    StaffUpload,
    now,
)
from hub_config.campus.web.handlers import PageHandler


class CompanyHandler(PageHandler):
    """What the pages of one organisation share."""

    def organisation(self) -> Organisation:
        """Return the organisation that the path names."""
        assert self.scope.organisation is not None  # noqa: S101  # access checked it
        return self.scope.organisation

    def cohort(self) -> Cohort:
        """Return the cohort that the path names."""
        assert self.scope.cohort is not None  # noqa: S101  # access found it
        return self.scope.cohort

    def title(self, cohort: Cohort) -> str:
        """Return a cohort's title in the person's language."""
        return localised(cohort.title, self.speech.language) or cohort.slug

    def back(self, path: str = "") -> None:
        """Go back to a page of the organisation."""
        slug = self.organisation().slug
        self.redirect(f"{self.campus.settings.prefix}organisations/{slug}{path}")

    def chosen_cohort(self, session: Session, slug: str) -> Cohort:
        """Return a cohort that seats can be ordered for."""
        for cohort in organisations.offered_cohorts(session, now()):
            if cohort.slug == slug:
                return cohort
        raise unknown("unknown-cohort", N_("There is no course named %(name)s."), name=slug)

    def number(self, name: str) -> int:
        """Return a whole number of the form."""
        text = self.get_body_argument(name, "").strip()
        if not text.isdigit() or len(text) > 6:
            raise Refused(
                422, "bad-number", N_("%(text)s: a whole number was expected."), None, text=text
            )
        return int(text)


class OrganisationPage(CompanyHandler):
    """Seats, orders and invitations of an organisation."""

    access = Access.MANAGER

    async def get(self, organisation: str) -> None:
        """Show them."""
        self.show("organisation.html", **await self.run(self._load))

    def _load(self) -> dict[str, Any]:
        here = self.organisation()
        with self.campus.database.read() as session:
            cohorts = organisations.offered_cohorts(session, now())
            orders = session.scalars(
                select(SeatOrder)
                .where(SeatOrder.organisation_id == here.id)
                .options(joinedload(SeatOrder.cohort))
                .order_by(SeatOrder.id.desc())
            ).all()
            ordered = {order.cohort.id: order.cohort for order in orders}
            seats = [
                (cohort, self.title(cohort), organisations.seats(session, here.id, cohort.id))
                for cohort in ordered.values()
            ]
            invitations = session.scalars(
                select(Invitation)
                .where(
                    Invitation.organisation_id == here.id,
                    Invitation.revoked_at.is_(None),
                    Invitation.expires_at > now(),
                )
                .options(joinedload(Invitation.cohort))
            ).all()
        return {
            "organisation": here,
            "offers": [(cohort, self.title(cohort)) for cohort in cohorts],
            "orders": [(order, self.title(order.cohort)) for order in orders],
            "seats": seats,
            "invitations": [(each, self.title(each.cohort)) for each in invitations],
        }


class OrderAction(CompanyHandler):
    """Ordering seats."""

    access = Access.MANAGER

    async def post(self, organisation: str) -> None:
        """Order."""
        await self.run(self._order, self.get_body_argument("cohort", ""), self.number("seats"))
        self.back()

    def _order(self, slug: str, count: int) -> None:
        here = self.organisation()
        with self.campus.database.write() as session:
            cohort = self.chosen_cohort(session, slug)
            reference = self.get_body_argument("reference", "")
            organisations.order(session, here.id, cohort, count, reference, self.identity.name)
            add(session, self.identity, "seats.ordered", f"{here.slug}/{slug}", str(count))


class StaffAction(CompanyHandler):
    """Giving one person a seat by hand."""

    access = Access.MANAGER

    async def post(self, organisation: str) -> None:
        """Give it."""
        slug = self.get_body_argument("cohort", "")
        cells = [
            self.get_body_argument(name, "")
            for name in ("first_name", "last_name", "email", "user")
        ]
        out = io.StringIO(newline="")
        csv.writer(out).writerows([["Prénom", "Nom", "E-mail", "Identifiant"], cells])
        found = read("one.csv", out.getvalue().encode())
        if found.bad:
            reason = found.bad[0]
            raise Refused(422, "bad-line", reason.reason, None, **reason.values)
        await self.run(self._give, slug, found.good)
        self.settings["hub_groups"].notice()
        self.back(f"/cohorts/{slug}")

    def _give(self, slug: str, lines: list[StaffLine]) -> None:
        here = self.organisation()
        with self.campus.database.write() as session:
            cohort = self.chosen_cohort(session, slug)
            staff.give_seats(session, here.id, cohort, lines, now())
            target = f"{here.slug}/{slug}/{lines[0].user}"
            add(session, self.identity, "seat.given", target)


class UploadAction(CompanyHandler):
    """Uploading a staff list: it is checked and shown, nothing is done yet."""

    access = Access.MANAGER

    async def post(self, organisation: str) -> None:
        """Check it."""
        files = self.request.files.get("file")
        if not files or not files[0].body:
            raise Refused(422, "empty", N_("Choose a file first."))
        slug = self.get_body_argument("cohort", "")
        upload_id = await self.run(self._check, slug, files[0].filename, files[0].body)
        self.back(f"/uploads/{upload_id}")

    def _check(self, slug: str, name: str, content: bytes) -> int:
        found = read(name, content)
        here = self.organisation()
        with self.campus.database.write() as session:
            cohort = self.chosen_cohort(session, slug)
            upload = StaffUpload(
                organisation_id=here.id,
                cohort_id=cohort.id,
                file_name=name[:255],
                rows={
                    "good": [vars(line) for line in found.good],
                    "bad": [vars(line) for line in found.bad],
                },
                created_by=self.identity.name,
            )
            session.add(upload)
            session.flush()
            return upload.id


class UploadPage(CompanyHandler):
    """A checked staff list: the bad lines with their reasons, and the decision."""

    access = Access.MANAGER

    async def get(self, organisation: str, upload: str) -> None:
        """Show it."""
        self.show("upload.html", **await self.run(self._load, int(upload)))

    async def post(self, organisation: str, upload: str) -> None:
        """Give seats to the good lines."""
        slug = await self.run(self._give, int(upload))
        self.settings["hub_groups"].notice()
        self.back(f"/cohorts/{slug}")

    def _find(self, session: Session, upload_id: int) -> tuple[StaffUpload, Cohort]:
        upload = session.get(StaffUpload, upload_id)
        if upload is None or upload.organisation_id != self.organisation().id:
            raise unknown("unknown-upload", N_("This file is not here any more."))
        return upload, session.get_one(Cohort, upload.cohort_id)

    def _load(self, upload_id: int) -> dict[str, Any]:
        here = self.organisation()
        with self.campus.database.read() as session:
            upload, cohort = self._find(session, upload_id)
            lines = [StaffLine(**values) for values in upload.rows["good"]]
            new = staff.newcomers(session, here.id, cohort.id, lines)
            seats = organisations.seats(session, here.id, cohort.id)
        return {
            "organisation": here,
            "upload": upload,
            "cohort": cohort,
            "title": self.title(cohort),
            "new": new,
            "known": len(lines) - len(new),
            "bad": upload.rows["bad"],
            "seats": seats,
        }

    def _give(self, upload_id: int) -> str:
        here = self.organisation()
        with self.campus.database.write() as session:
            upload, cohort = self._find(session, upload_id)
            if upload.done_at is not None:
                raise Refused(409, "decided", N_("These people have their seats already."))
            lines = [StaffLine(**values) for values in upload.rows["good"]]
            given = staff.give_seats(session, here.id, cohort, lines, now())
            # Names are kept where they are needed, not in the list that was uploaded.
            upload.done_at, upload.rows = now(), {"good": [], "bad": []}
            add(session, self.identity, "seats.given", f"{here.slug}/{cohort.slug}", str(given))
            return cohort.slug


class InvitationAction(CompanyHandler):
    """Making an invitation link, shown once."""

    access = Access.MANAGER

    async def post(self, organisation: str) -> None:
        """Make it."""
        slug, uses = self.get_body_argument("cohort", ""), self.number("uses")
        token = await self.run(self._invite, slug, uses)
        link = (
            f"{self.request.protocol}://{self.request.host}"
            f"{self.campus.settings.prefix}invitations/{token}"
        )
        self.show("invitation_made.html", organisation=self.organisation(), link=link)

    def _invite(self, slug: str, uses: int) -> str:
        here = self.organisation()
        with self.campus.database.write() as session:
            cohort = self.chosen_cohort(session, slug)
            add(session, self.identity, "invitation.made", f"{here.slug}/{slug}", str(uses))
            return staff.invite(session, here.id, cohort, uses, self.identity.name, now())


class RevokeAction(CompanyHandler):
    """Ending an invitation link."""

    access = Access.MANAGER

    async def post(self, organisation: str, invitation: str) -> None:
        """End it."""
        await self.run(self._revoke, int(invitation))
        self.back()

    def _revoke(self, invitation_id: int) -> None:
        here = self.organisation()
        with self.campus.database.write() as session:
            found = session.get(Invitation, invitation_id)
            if found is None or found.organisation_id != here.id:
                raise unknown("unknown-invitation", N_("This invitation does not exist."))
            found.revoked_at = now()
            add(session, self.identity, "invitation.revoked", f"{here.slug}/{found.id}")


class SeatAction(CompanyHandler):
    """Giving a seat back."""

    access = Access.MANAGER

    async def post(self, organisation: str, seat: str) -> None:
        """Give it back."""
        slug = await self.run(self._give_back, int(seat))
        self.settings["hub_groups"].notice()
        self.back(f"/cohorts/{slug}")

    def _give_back(self, seat_id: int) -> str:
        here = self.organisation()
        with self.campus.database.write() as session:
            seat = session.get(Seat, seat_id)
            if seat is None or seat.organisation_id != here.id:
                raise unknown("unknown-seat", N_("This seat does not exist."))
            cohort = session.get_one(Cohort, seat.cohort_id)
            person = session.get_one(Person, seat.person_id)
            organisations.give_back(session, seat, now())
            target = f"{here.slug}/{cohort.slug}/{person.name}"
            add(session, self.identity, "seat.returned", target)
            return cohort.slug
