"""What people tell about themselves, and their rights over it."""

import io
import json
import zipfile

from sqlalchemy import func, select

from hub_config.campus import personal_data
from hub_config.campus.communes import all_communes, find
from hub_config.campus.tables import AuditEvent, Person, Profile, Submission

from .conftest import COHORT, Platform
from .test_api import hand_in
from .test_manual import graded

NANCY, STRANGE = "54395", "00000"


def stored(platform: Platform, name: str = "camille") -> Profile | None:
    with platform.campus.database.read() as session:
        return session.scalar(select(Profile).join(Person).where(Person.name == name))


def fill_in(platform: Platform, **answers: str) -> int:
    page = platform.browser("camille").post("profile", page="profile", **answers)
    return page.status_code


def test_answers_are_stored_with_consent(platform: Platform) -> None:
    fill_in(platform, gender="woman", status="student", consent="yes")
    profile = stored(platform)
    assert profile is not None
    assert (profile.gender, profile.status) == ("woman", "student")
    assert profile.consent_at is not None


def test_without_consent_nothing_is_stored(platform: Platform) -> None:
    fill_in(platform, gender="woman", status="student")
    assert stored(platform) is None


def test_withdrawn_consent_deletes_the_answers(platform: Platform) -> None:
    fill_in(platform, gender="woman", consent="yes")
    fill_in(platform, gender="woman")
    assert stored(platform) is None


def test_commune_is_kept_as_classes_only(platform: Platform) -> None:
    fill_in(platform, origin=NANCY, consent="yes")
    profile = stored(platform)
    assert profile is not None
    assert (profile.department, profile.is_metropole, profile.is_rural) == ("54", True, False)
    assert NANCY not in str(vars(profile))


def test_unknown_commune_is_refused(platform: Platform) -> None:
    assert fill_in(platform, origin=STRANGE, consent="yes") == 400
    assert stored(platform) is None


def test_communes_are_found_on_the_page(platform: Platform) -> None:
    page = platform.browser("camille").get("profile?commune=st-die").text
    assert "Saint-Dié-des-Vosges" in page


def test_chosen_language_holds_for_the_api(platform: Platform) -> None:
    fill_in(platform, language="fr")
    answer = platform.api("camille", "en").get("api/submissions/nothing")
    assert answer.json()["message"] == "Ce rendu n'existe pas."


def test_copy_of_the_data_holds_everything(platform: Platform) -> None:
    fill_in(platform, gender="woman", consent="yes")
    hand_in(platform.api("camille"))
    content = platform.browser("camille").get("profile/export").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        data = json.loads(archive.read("data.json"))
        names = archive.namelist()
    assert data["person"]["name"] == "camille"
    assert data["profile"]["gender"] == "woman"
    assert len(data["submission"]) == 1
    assert f"submissions/{COHORT}/moyennes/attempt-1.zip" in names


def test_erasure_needs_the_name_to_be_typed(platform: Platform) -> None:
    answer = platform.browser("camille").post("profile/erase", page="profile", name="x")
    assert answer.status_code == 400


def test_erasure_leaves_nothing(platform: Platform) -> None:
    platform.start_worker()
    graded(platform)
    fill_in(platform, gender="woman", consent="yes")
    answer = platform.browser("camille").post("profile/erase", page="profile", name="camille")
    assert answer.status_code == 302
    with platform.campus.database.read() as session:
        assert session.scalar(select(Person).where(Person.name == "camille")) is None
        assert session.scalar(select(func.count()).select_from(Submission)) == 0
    left = [path for path in platform.settings.state.rglob("*") if "camille" in path.name]
    assert left == []
    blobs = [path for path in (platform.settings.folder / "blobs").rglob("*") if path.is_file()]
    assert blobs == []


def test_erasure_takes_the_name_out_of_the_audit_log(platform: Platform) -> None:
    platform.api("camille").get("api/cohorts")
    page = f"teaching/{COHORT}"
    form = {"name": "camille", "minutes": "5"}
    platform.browser("ines").post(f"{page}/people", page=f"{page}/settings", **form)
    platform.browser("camille").post("profile/erase", page="profile", name="camille")
    with platform.campus.database.read() as session:
        events = session.scalars(select(AuditEvent)).all()
    extended = [event.target for event in events if event.action == "enrolment.extended"]
    assert [target.startswith(f"{COHORT}/erased-") for target in extended] == [True]
    assert [event for event in events if "camille" in event.actor + event.target] == []


def test_instructor_must_hand_over_first(platform: Platform) -> None:
    answer = platform.browser("ines").post("profile/erase", page="profile", name="ines")
    assert answer.status_code == 409


def test_bytes_shared_with_somebody_else_stay(platform: Platform) -> None:
    hand_in(platform.api("camille"))
    hand_in(platform.api("yanis"))
    with platform.campus.database.read() as session:
        person = session.scalars(select(Person).where(Person.name == "camille")).one()
    campus = platform.campus
    personal_data.erase(
        campus.database, campus.blobs, platform.settings, person.id, person.created_at
    )
    key = (
        platform.api("yanis")
        .get(f"api/cohorts/{COHORT}/assignments/moyennes/submissions")
        .json()["submissions"][0]["submission_id"]
    )
    assert platform.api("yanis").get(f"api/submissions/{key}/files").status_code == 200


def test_table_of_communes_is_the_official_one() -> None:
    communes = all_communes()
    east = [c for c in communes if c.region == "44"]
    assert len({c.department for c in east}) == 10
    assert len(east) == 5115
    assert len({c.epci for c in communes if c.is_metropole}) == 22


def test_share_outside_metropoles_is_the_published_one() -> None:
    east = [c for c in all_communes() if c.region == "44"]
    people = sum(c.population for c in east)
    outside = sum(c.population for c in east if not c.is_metropole)
    rural = sum(c.population for c in east if c.is_rural)
    assert (round(100 * outside / people, 1), round(100 * rural / people, 1)) == (81.8, 38.5)


def test_commune_is_found_however_it_is_written() -> None:
    for text in ("Saint-Dié", "saint die", "St Dié", "88100"):
        assert "88413" in [commune.code for commune in find(text)]
