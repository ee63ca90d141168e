"""Pages of the people whom organisations invite, and of operators who look after organisations."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hub_config.campus import organisations, staff
from hub_config.campus.access import Access
from hub_config.campus.audit import add
from hub_config.campus.catalogue import localised
from hub_config.campus.errors import N_, Refused, unknown
from hub_config.campus.staff_files import StaffLine
from hub_config.campus.tables import (
    Certificate,
    Enrolment,
    Manager,
    Organisation,
    Person,
    Seat,
    SeatOrder,
    now,
)
from hub_config.campus.web.handlers import PageHandler


class InvitationPage(PageHandler):
    """Where an invitation link leads."""

    access = Access.SIGNED_IN

    async def get(self, token: str) -> None:
        """Show what is offered."""
        self.show("invitation.html", **await self.run(self._load, token))

    async def post(self, token: str) -> None:
        """Take the seat."""
        await self.run(self._accept, token)
        self.campus.people.forget(self.identity.name)
        self.settings["hub_groups"].notice()
        self.redirect(self.campus.settings.prefix)

    def _load(self, token: str) -> dict[str, Any]:
        with self.campus.database.read() as session:
            found = staff.find_invitation(session, token, now())
            person = session.get_one(Person, self.identity.person_id)
            first, _, last = (person.display_name or "").partition(" ")
            title = localised(found.cohort.title, self.speech.language) or found.cohort.slug
            return {
                "organisation": found.organisation,
                "title": title,
                "first_name": first,
                "last_name": last,
                "email": person.email or "",
            }

    def _accept(self, token: str) -> None:
        names = [
            " ".join(self.get_body_argument(name, "").split())[:120]
            for name in ("first_name", "last_name", "email")
        ]
        if not all(names):
            raise Refused(422, "empty", N_("Your first name, last name and e-mail are needed."))
        line = StaffLine(names[0], names[1], names[2].lower(), self.identity.name)
        with self.campus.database.write() as session:
            found = staff.find_invitation(session, token, now())
            target = f"{found.organisation.slug}/{found.cohort.slug}"
            staff.accept_invitation(session, found, self.identity, line, now())
            add(session, self.identity, "invitation.accepted", target)


class SeatAnswer(PageHandler):
    """A person's answer to the seat that an organisation offers."""

    access = Access.SIGNED_IN

    async def post(self, seat: str) -> None:
        """Accept or decline."""
        action = self.get_body_argument("action", "")
        if action not in ("accept", "decline"):
            raise Refused(400, "bad-request", N_("This request cannot be understood."))
        await self.run(self._answer, int(seat), action)
        self.settings["hub_groups"].notice()
        self.redirect(self.campus.settings.prefix)

    def _answer(self, seat_id: int, action: str) -> None:
        with self.campus.database.write() as session:
            seat = session.get(Seat, seat_id)
            if seat is None or seat.person_id != self.identity.person_id:
                raise unknown("unknown-seat", N_("This seat does not exist."))
            if action == "accept":
                organisations.accept(session, seat, now())
            elif seat.accepted_at is None:
                seat.returned_at = now()
            add(session, self.identity, f"seat.{action}", str(seat.id))


class ShareAction(PageHandler):
    """Whether the organisation that paid may see a person's scores."""

    access = Access.STUDENT

    async def post(self, cohort: str) -> None:
        """Allow it or end it."""
        await self.run(self._share, self.get_body_argument("share", "") == "yes")
        self.redirect(f"{self.campus.settings.prefix}cohorts/{cohort}")

    def _share(self, shares: bool) -> None:
        assert self.scope.cohort is not None  # noqa: S101  # access checked it
        with self.campus.database.write() as session:
            row = session.scalars(
                select(Enrolment).where(
                    Enrolment.cohort_id == self.scope.cohort.id,
                    Enrolment.person_id == self.identity.person_id,
                )
            ).one()
            row.shares_scores = shares
            action = "scores.shared" if shares else "scores.hidden"
            add(session, self.identity, action, self.scope.cohort.slug)


class CertificatePage(PageHandler):
    """Whether a certificate that somebody shows is real."""

    access = Access.PUBLIC

    async def get(self, code: str) -> None:
        """Tell."""
        found = await self.run(self._find, code)
        self.show("certificate.html", certificate=found)

    def _find(self, code: str) -> Certificate:
        with self.campus.database.read() as session:
            found = session.scalar(select(Certificate).where(Certificate.code == code))
        if found is None:
            raise unknown("unknown-certificate", N_("No certificate has this number."))
        return found


class OrganisationsPage(PageHandler):
    """All organisations, for operators: new ones, managers, orders to confirm."""

    access = Access.OPERATOR

    async def get(self) -> None:
        """Show them."""
        self.show("organisations.html", **await self.run(self._load))

    async def post(self) -> None:
        """Register an organisation."""
        await self.run(self._create)
        self.redirect(f"{self.campus.settings.prefix}organisations")

    def _load(self) -> dict[str, Any]:
        with self.campus.database.read() as session:
            found = session.scalars(select(Organisation).order_by(Organisation.name)).all()
            managers = session.execute(
                select(Manager.organisation_id, Person)
                .join(Person, Person.id == Manager.person_id)
                .order_by(Person.name)
            ).all()
            orders = session.scalars(
                select(SeatOrder)
                .where(SeatOrder.status == "asked")
                .options(joinedload(SeatOrder.organisation), joinedload(SeatOrder.cohort))
                .order_by(SeatOrder.id)
            ).all()
        return {
            "organisations": [
                (each, [person for owner, person in managers if owner == each.id]) for each in found
            ],
            "orders": orders,
        }

    def _create(self) -> None:
        with self.campus.database.write() as session:
            made = organisations.create(
                session, self.get_body_argument("name", ""), self.get_body_argument("siren", "")
            )
            add(session, self.identity, "organisation.created", made.slug)


class ManagerAction(PageHandler):
    """Letting somebody manage an organisation, or ending that."""

    access = Access.OPERATOR

    async def post(self, organisation: str) -> None:
        """Do it."""
        name = self.get_body_argument("name", "").strip()
        await self.run(self._set, name, self.get_body_argument("action", "") != "remove")
        self.redirect(f"{self.campus.settings.prefix}organisations")

    def _set(self, name: str, is_manager: bool) -> None:
        assert self.scope.organisation is not None  # noqa: S101  # access found it
        with self.campus.database.write() as session:
            organisations.set_manager(session, self.scope.organisation, name, is_manager)
            action = "manager.added" if is_manager else "manager.removed"
            add(session, self.identity, action, f"{self.scope.organisation.slug}/{name}")


class OrderDecision(PageHandler):
    """Confirming or refusing an order of seats."""

    access = Access.OPERATOR

    async def post(self, order: str) -> None:
        """Decide."""
        await self.run(self._decide, int(order), self.get_body_argument("action", "") == "confirm")
        self.redirect(f"{self.campus.settings.prefix}organisations")

    def _decide(self, order_id: int, is_confirmed: bool) -> None:
        with self.campus.database.write() as session:
            found = session.get(SeatOrder, order_id)
            if found is None:
                raise unknown("unknown-order", N_("This order does not exist."))
            organisations.decide(session, found, is_confirmed, now())
            action = "order.confirmed" if is_confirmed else "order.refused"
            add(session, self.identity, action, str(found.id))
