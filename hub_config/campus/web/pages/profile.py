"""A person's own page: name, language, optional facts, a copy of the data, erasure."""

from typing import Any

from hub_config.campus import personal_data, profiles
from hub_config.campus.access import Access
from hub_config.campus.communes import find
from hub_config.campus.errors import N_, Refused
from hub_config.campus.profiles import Answers
from hub_config.campus.tables import Person, Profile, now
from hub_config.campus.web.handlers import LANGUAGE_COOKIE, PageHandler


class ProfilePage(PageHandler):
    """What the person told, and what can be done with it."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """Show it; with `commune`, the communes of that name to choose from."""
        searched = self.get_query_argument("commune", "")
        self.show("profile.html", **await self.run(self._load, searched))

    async def post(self) -> None:
        """Store it."""
        answers = Answers(
            display_name=self.get_body_argument("display_name", ""),
            language=self.get_body_argument("language", ""),
            gender=self.get_body_argument("gender", ""),
            status=self.get_body_argument("status", ""),
            origin=self.get_body_argument("origin", "keep"),
            has_consented=self.get_body_argument("consent", "") == "yes",
        )
        await self.run(self._save, answers)
        self.campus.people.forget(self.identity.name)
        self.clear_cookie(LANGUAGE_COOKIE, path=self.campus.settings.prefix)
        self.redirect(f"{self.campus.settings.prefix}profile?saved=1")

    def _load(self, searched: str) -> dict[str, Any]:
        with self.campus.database.read() as session:
            person = session.get_one(Person, self.identity.person_id)
            profile = session.get(Profile, self.identity.person_id)
        return {
            "person": person,
            "profile": profile,
            "genders": profiles.GENDERS,
            "statuses": profiles.STATUSES,
            "searched": searched,
            "communes": find(searched) if searched else [],
            "is_saved": bool(self.get_query_argument("saved", "")),
        }

    def _save(self, answers: Answers) -> None:
        with self.campus.database.write() as session:
            profiles.save(session, self.identity.person_id, answers, now())


class ExportAction(PageHandler):
    """A copy of everything stored about the person."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """Give it as a zip."""
        content = await self.run(
            personal_data.export,
            self.campus.database,
            self.campus.blobs,
            self.identity.person_id,
        )
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", 'attachment; filename="enact-academy.zip"')
        self.finish(content)


class EraseAction(PageHandler):
    """Erasing the account."""

    access = Access.SIGNED_IN

    async def post(self) -> None:
        """Erase it, if the person typed their name to confirm."""
        typed = self.get_body_argument("name", "").strip()
        if typed != self.identity.name:
            raise Refused(
                400,
                "not-confirmed",
                N_("To erase your account, type your user name: %(name)s."),
                None,
                name=self.identity.name,
            )
        await self.run(
            personal_data.erase,
            self.campus.database,
            self.campus.blobs,
            self.campus.settings,
            self.identity.person_id,
            now(),
        )
        self.campus.people.forget(self.identity.name)
        await self.settings["hub_groups"].delete_user(self.identity.name)
        self.hub_auth.clear_cookie(self)
        self.redirect("/hub/logout")
