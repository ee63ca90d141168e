"""What instructors do with a cohort: arrange it, understand it, grade it again."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from hub_config.campus.analytics import correlation
from hub_config.campus.similarity import alike, fingerprints
from hub_config.campus.tables import Assignment, Cohort, Enrolment, Person, Regrade

from .conftest import ASSIGNMENT, COHORT, RIGHT, WRONG, Platform, SmallEngine
from .test_api import FILES, SUBMISSIONS, hand_in
from .test_manual import graded

PAGE = f"teaching/{COHORT}"


def save(platform: Platform, **form: Any) -> int:
    answers = {"title": "", "access": "open", "capacity": "", "starts_at": "", "ends_at": ""}
    ines = platform.browser("ines")
    return ines.post(f"{PAGE}/settings", page=f"{PAGE}/settings", **{**answers, **form}).status_code


def cohort(platform: Platform, slug: str = COHORT) -> Cohort:
    with platform.campus.database.read() as session:
        return session.scalars(select(Cohort).where(Cohort.slug == slug)).one()


def status(platform: Platform, name: str) -> str | None:
    with platform.campus.database.read() as session:
        return session.scalar(select(Enrolment.status).join(Person).where(Person.name == name))


def meet(platform: Platform, *names: str) -> None:
    """Let people sign in once, so that campus knows them."""
    for name in names:
        platform.api(name).get("api/cohorts")


def enrol(platform: Platform, name: str, action: str = "join") -> int:
    path = f"cohorts/{COHORT}/enrolment"
    return platform.browser(name).post(path, page="catalogue", action=action).status_code


def test_dates_are_kept_in_utc(platform: Platform) -> None:
    save(platform, starts_at="2026-07-01T09:00", ends_at="2026-12-01T09:00")
    found = cohort(platform)
    assert found.starts_at is not None and found.ends_at is not None
    assert (found.starts_at.hour, found.ends_at.hour) == (7, 8)


def test_end_before_start_is_refused(platform: Platform) -> None:
    assert save(platform, starts_at="2026-07-02T09:00", ends_at="2026-07-01T09:00") == 422


def test_deadline_is_set_for_the_assignment(platform: Platform) -> None:
    save(platform, **{f"due-{ASSIGNMENT}": "2020-01-01T10:00"})
    answer = hand_in(platform.api("camille"))
    assert answer.json()["code"] == "too-late"


def test_extra_time_moves_the_deadline_for_one_person(platform: Platform) -> None:
    meet(platform, "camille", "yanis")
    save(platform, **{f"due-{ASSIGNMENT}": "2026-01-01T10:00"})
    minutes = str(60 * 24 * 60)
    platform.update_assignment(due_at=platform.campus.database and _yesterday())
    platform.browser("ines").post(
        f"{PAGE}/people", page=f"{PAGE}/settings", name="camille", minutes=minutes
    )
    assert hand_in(platform.api("camille")).status_code == 201
    assert hand_in(platform.api("yanis")).status_code == 409


def _yesterday() -> Any:
    from datetime import timedelta

    from hub_config.campus.tables import now

    return now() - timedelta(days=1)


def test_full_cohort_has_a_waiting_list(platform: Platform) -> None:
    meet(platform, "camille", "yanis")
    save(platform, capacity="2")
    enrol(platform, "zoe")
    assert status(platform, "zoe") == "waiting"


def test_catalogue_says_which_course_is_full(platform: Platform) -> None:
    meet(platform, "camille", "yanis")
    save(platform, capacity="2")
    assert "This course is full." in platform.browser("zoe").get("catalogue").text
    save(platform, capacity="3")
    assert "This course is full." not in platform.browser("zoe").get("catalogue").text


def test_free_place_goes_to_who_waits(platform: Platform) -> None:
    meet(platform, "camille", "yanis")
    save(platform, capacity="2")
    enrol(platform, "zoe")
    enrol(platform, "yanis", "leave")
    assert (status(platform, "yanis"), status(platform, "zoe")) == ("left", "enrolled")


def test_more_places_let_in_who_waits(platform: Platform) -> None:
    meet(platform, "camille", "yanis")
    save(platform, capacity="2")
    enrol(platform, "zoe")
    save(platform, capacity="3")
    assert status(platform, "zoe") == "enrolled"


def test_cohort_by_invitation_cannot_be_entered(platform: Platform) -> None:
    save(platform, access="invited")
    assert enrol(platform, "zoe") == 409


def test_enrolment_reaches_the_hubs_group(platform: Platform) -> None:
    enrol(platform, "zoe")
    platform.loop.call(platform.groups.reconcile)
    assert "zoe" in platform.hub.groups[f"nbgrader-{COHORT}"]


def test_who_left_is_taken_out_of_the_hubs_group(platform: Platform) -> None:
    meet(platform, "yanis")
    enrol(platform, "yanis", "leave")
    platform.loop.call(platform.groups.reconcile)
    assert "yanis" not in platform.hub.groups[f"nbgrader-{COHORT}"]


def test_who_left_cannot_hand_in(platform: Platform) -> None:
    client = platform.api("yanis")
    files = client.get(FILES).json()
    enrol(platform, "yanis", "leave")
    assert client.post(SUBMISSIONS, json=files).status_code == 403


def test_new_cohort_is_released_and_taught_by_its_creator(platform: Platform) -> None:
    answer = platform.browser("ines").post(
        "teaching", page="teaching", course="petit-cours", slug="nancy-2027", title="Nancy"
    )
    assert answer.status_code == 302
    assert cohort(platform, "nancy-2027").course == "petit-cours"
    assert "ines" in platform.hub.groups["formgrade-nancy-2027"]
    assert platform.browser("ines").get("teaching/nancy-2027").status_code == 200
    assert (platform.settings.cohorts_folder / "nancy-2027" / "release" / ASSIGNMENT).is_dir()


def test_name_of_a_cohort_is_given_once(platform: Platform) -> None:
    form = {"course": "petit-cours", "slug": COHORT, "title": ""}
    assert platform.browser("ines").post("teaching", page="teaching", **form).status_code == 409


def test_name_of_a_cohort_stays_inside_the_folder(platform: Platform, state: Path) -> None:
    form = {"course": "petit-cours", "slug": "../../x", "title": ""}
    assert platform.browser("ines").post("teaching", page="teaching", **form).status_code == 422


def test_second_instructor_gets_in(platform: Platform) -> None:
    meet(platform, "zoe")
    form = {"name": "zoe"}
    platform.browser("ines").post(f"{PAGE}/instructors", page=f"{PAGE}/settings", **form)
    assert platform.browser("zoe").get(PAGE).status_code == 200


def test_instructor_taken_out_is_out_at_once(platform: Platform) -> None:
    meet(platform, "zoe")
    ines = platform.browser("ines")
    ines.post(f"{PAGE}/instructors", page=f"{PAGE}/settings", name="zoe")
    platform.browser("zoe").get(PAGE)
    ines.post(f"{PAGE}/instructors", page=f"{PAGE}/settings", name="zoe", action="remove")
    assert platform.browser("zoe").get(PAGE).status_code == 403


def test_message_to_the_group_stands_on_the_course_page(platform: Platform) -> None:
    text = "Demain, <b>salle 3</b>"
    platform.browser("ines").post(f"{PAGE}/announcements", page=PAGE, text=text)
    page = platform.browser("camille").get(f"cohorts/{COHORT}").text
    assert "Demain, &lt;b&gt;salle 3&lt;/b&gt;" in page


def test_who_fails_twice_in_a_row_is_stuck(platform: Platform) -> None:
    platform.start_worker()
    graded(platform, WRONG)
    graded(platform, WRONG)
    page = platform.browser("ines").get(f"{PAGE}/insights").text
    assert "2 attempts since" in page
    assert "resumer/moyenne" in page


def test_who_got_it_right_is_not_stuck(platform: Platform) -> None:
    platform.start_worker()
    graded(platform, WRONG)
    graded(platform, RIGHT | {"etendue-solution": "etendue = 41.5"})
    page = platform.browser("ines").get(f"{PAGE}/insights").text
    assert "Nobody has failed the same question twice in a row." in page


def test_correlation_is_pearsons() -> None:
    assert correlation([0, 1, 1, 0], [0, 1, 1, 0]) == 1
    assert correlation([0, 1, 0, 1], [1, 1, 0, 0]) == 0
    assert correlation([1, 1, 1], [0, 1, 2]) is None


def test_scores_come_as_a_spreadsheet(platform: Platform) -> None:
    platform.start_worker()
    graded(platform)
    text = platform.browser("ines").get(f"{PAGE}/scores.csv").content.decode("utf-8-sig")
    assert text.splitlines() == [
        "student,name,moyennes,moyennes (max)",
        "camille,Camille Martin,2,6.5",
    ]


def test_scores_come_in_moodles_form(platform: Platform) -> None:
    platform.start_worker()
    graded(platform)
    text = platform.browser("ines").get(f"{PAGE}/moodle.csv").content.decode("utf-8-sig")
    assert text.splitlines() == ["username,email,Moyennes", "camille,,2"]


def test_name_that_looks_like_a_formula_is_none(platform: Platform) -> None:
    form = {"display_name": '=HYPERLINK("http://x")', "consent": ""}
    platform.browser("camille").post("profile", page="profile", **form)
    text = platform.browser("ines").get(f"{PAGE}/scores.csv").content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(""http://x"")"' in text


class StricterEngine(SmallEngine):
    """Gives half of what the engine before gave."""

    def grade(self, *args: Any, **kwargs: Any) -> Any:
        record = super().grade(*args, **kwargs)
        exercises = tuple(
            e.model_copy(
                update={
                    "questions": tuple(
                        q.model_copy(update={"score": q.score and q.score / 2}) for q in e.questions
                    )
                }
            )
            for e in record.exercises
        )
        return record.model_copy(update={"exercises": exercises})


def score(platform: Platform, key: str) -> float:
    return float(platform.api("ines").get(f"api/submissions/{key}").json()["score"])


def regraded(platform: Platform) -> tuple[str, str]:
    """Grade, then grade again more strictly; return the submission and the regrade's page."""
    import time

    platform.start_worker()
    key = graded(platform)
    platform.stop_worker()
    platform.start_worker(StricterEngine)
    answer = platform.browser("ines").post(f"{PAGE}/assignments/{ASSIGNMENT}/regrades", page=PAGE)
    page = answer.headers["Location"].partition("/services/campus/")[2]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with platform.campus.database.read() as session:
            if session.scalars(select(Regrade.state)).one() == "ready":
                break
        time.sleep(0.05)
    return key, page


def test_regrade_shows_the_difference_and_changes_nothing_yet(platform: Platform) -> None:
    key, page = regraded(platform)
    text = platform.browser("ines").get(page).text
    assert '<td class="right">2</td><td class="right">1</td>' in text
    assert score(platform, key) == 2.0


def test_regrade_counts_once_it_is_applied(platform: Platform) -> None:
    key, page = regraded(platform)
    platform.browser("ines").post(page, page=page, action="apply")
    assert score(platform, key) == 1.0


def test_dropped_regrade_leaves_the_score(platform: Platform) -> None:
    key, page = regraded(platform)
    platform.browser("ines").post(page, page=page, action="drop")
    assert score(platform, key) == 2.0


def test_regrade_of_another_cohort_is_unknown(platform: Platform) -> None:
    _, page = regraded(platform)
    platform.browser("ines").post(
        "teaching", page="teaching", course="petit-cours", slug="other", title=""
    )
    other = page.replace(COHORT, "other")
    assert platform.browser("ines").get(other).status_code == 404


LONG = """
def spread(values):
    total = 0
    for value in values:
        if value > total:
            total = value
        elif value == 0:
            total = total + 1
    result = [total * each for each in values if each != total]
    while len(result) > 3:
        result = result[1:] + [sum(result[:2])]
    return {"best": max(result), "worst": min(result), "all": result}
"""


def test_renamed_copy_is_found() -> None:
    copy = LONG.replace("total", "x").replace("values", "numbers").replace("spread", "f")
    found = [fingerprints({"s.py": text.encode()}) for text in (LONG, copy)]
    pairs = alike(dict(zip("ab", found, strict=True)), set())
    assert [(pair.first, pair.second, pair.share) for pair in pairs] == [("a", "b", 1.0)]


def test_given_code_is_not_likeness() -> None:
    found = fingerprints({"s.py": LONG.encode()})
    assert alike({"a": found, "b": found}, found) == []


def test_what_everybody_wrote_is_not_likeness() -> None:
    found = fingerprints({"s.py": LONG.encode()})
    assert alike({str(number): found for number in range(20)}, set()) == []


def test_broken_code_is_read_as_far_as_it_goes() -> None:
    broken = {"s.py": (LONG + "\ndef x(:\n'''").encode(), "n.ipynb": b"{", "m.ipynb": b"[1]"}
    found = fingerprints(broken)
    assert len(alike({"a": found, "b": found}, set())) == 1


def test_assignment_keeps_its_deadline_when_the_course_changes(platform: Platform) -> None:
    save(platform, **{f"due-{ASSIGNMENT}": "2030-01-01T10:00"})
    platform.campus.synchronise()
    with platform.campus.database.read() as session:
        assert session.scalars(select(Assignment.due_at)).one() is not None


def add(platform: Platform, name: str) -> int:
    form = {"name": name, "action": "add"}
    ines = platform.browser("ines")
    return ines.post(f"{PAGE}/people", page=f"{PAGE}/settings", **form).status_code


def test_instructor_enrols_somebody_in_a_cohort_by_invitation(platform: Platform) -> None:
    meet(platform, "zoe")
    save(platform, access="invited")
    assert add(platform, "zoe") == 302
    assert platform.browser("zoe").get(f"cohorts/{COHORT}").status_code == 200


def test_instructor_brings_back_whom_they_took_out(platform: Platform) -> None:
    meet(platform, "yanis")
    form = {"name": "yanis", "action": "remove"}
    platform.browser("ines").post(f"{PAGE}/people", page=f"{PAGE}/settings", **form)
    assert status(platform, "yanis") == "left"
    add(platform, "yanis")
    assert status(platform, "yanis") == "enrolled"


def test_who_is_enrolled_by_hand_in_a_full_cohort_waits(platform: Platform) -> None:
    meet(platform, "camille", "yanis", "zoe")
    save(platform, capacity="2")
    add(platform, "zoe")
    assert status(platform, "zoe") == "waiting"


def test_nobody_enrols_who_is_unknown_or_teaches(platform: Platform) -> None:
    assert (add(platform, "nobody"), add(platform, "ines")) == (404, 409)
