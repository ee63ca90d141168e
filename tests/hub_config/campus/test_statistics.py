import datetime
import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from grading.course import Course, read_course
from hub_config.campus.commands import statistics
from hub_config.campus.database import Database
from hub_config.campus.demo_population import demo_courses, demo_records
from hub_config.campus.disclosure import CourseNode, Rules, State, key
from hub_config.campus.records import read_records
from hub_config.campus.statistics import (
    COLUMNS,
    Release,
    StatisticsError,
    academic_year,
    check_release,
    count_cells,
    make_release,
    read_release,
    write_release,
)
from hub_config.campus.tables import (
    Assignment,
    Base,
    Cohort,
    Enrolment,
    Organisation,
    Person,
    Profile,
    Result,
    Seat,
    Submission,
)

COURSES = Path(__file__).parents[2] / "example_courses"
NODE = CourseNode("a", "master", "computing")
AFTER = datetime.date(2025, 10, 1)
STARTED = datetime.datetime(2024, 9, 15, tzinfo=datetime.UTC)


def person(number: int, **values: object) -> dict[str, object]:
    row = {
        "person": number, "year": 2024, "course": "a", "level": "master", "field": "computing",
        "stage": "finished", "gender": "woman" if number % 3 else "man", "department": "54",
        "metropole": "inside", "rural": "urban", "origin": "france", "status": "other",
        "via": "person", "organisation": None, "is_trained": True,
    }  # fmt: skip
    return row | values


def records(size: int, **values: object) -> pd.DataFrame:
    return pd.DataFrame([person(number, **values) for number in range(size)], columns=COLUMNS)


def release(frame: pd.DataFrame, **options: object) -> Release:
    return make_release(frame, {2024: [NODE]}, options.pop("today", AFTER), **options)


def count(found: Release, **of: str) -> int | None:
    return found.years[0].view().counts[key(**of)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the last demo year, made by the command."""
    path = tmp_path_factory.mktemp("demo") / "figures.json"
    frame = demo_records()
    year = max(demo_courses())
    made = make_release(
        frame, {year: demo_courses()[year]}, datetime.date(year + 1, 9, 1), is_demo=True
    )
    write_release(made, path)
    return path


def test_an_academic_year_begins_in_september():
    days = [datetime.datetime(2025, month, 1) for month in (8, 9)]
    assert [academic_year(day) for day in days] == [2024, 2025]


def test_a_year_that_has_not_ended_is_not_published():
    assert release(records(100), today=datetime.date(2025, 8, 31)).years == ()


def test_people_are_counted_once_a_year_among_those_trained():
    frame = pd.concat([records(40), records(40, course="b")])
    nodes = [NODE, CourseNode("b", "master", "computing")]
    assert make_release(frame, {2024: nodes}, AFTER).years[0].trained == 40


def test_a_published_year_stays_as_it_is():
    first = release(records(100))
    second = release(records(130), earlier=first)
    assert second.years == first.years


def test_a_changed_year_is_refused_with_both_numbers():
    problems = check_release(release(records(130)), release(records(100)))
    assert any("was 100, is 130" in problem for problem in problems)


def test_a_series_keeps_its_rules():
    with pytest.raises(StatisticsError, match=r"threshold 11.*got threshold 20"):
        release(records(130), earlier=release(records(100)), rules=Rules(threshold=20))


def test_a_file_that_sets_itself_weak_rules_is_refused():
    weak = release(records(100)).model_copy(update={"threshold": 2})
    assert "threshold is 2; at least 5 is expected" in check_release(weak)


def test_a_stricter_threshold_hides_more():
    strict = release(records(18), rules=Rules(threshold=20))
    assert (release(records(18)).years[0].trained, strict.years[0].trained) == (20, None)
    assert check_release(strict) == []


def test_a_year_that_disappears_is_refused():
    gone = release(records(100)).model_copy(update={"years": ()})
    assert check_release(gone, release(records(100))) == ["2024: was published and is gone"]


def test_too_few_organisations_hide_how_many_people_they_sent():
    frame = records(100, via="organisation", organisation=7)
    found = release(frame)
    assert (found.years[0].organisations, count(found, stage="enrolled", via="organisation")) == (
        None,
        None,
    )


def test_organisations_are_counted_when_none_dominates():
    staff = records(100, via="organisation")
    staff["organisation"] = [number % 5 for number in range(100)]
    found = release(pd.concat([staff, records(100)], ignore_index=True))
    assert (found.years[0].organisations, count(found, stage="enrolled", via="organisation")) == (
        5,
        100,
    )


def test_counts_follow_the_records():
    wanted = [key(stage="passed"), key(stage="enrolled", gender="man")]
    assert count_cells(records(30), wanted) == {wanted[0]: 30, wanted[1]: 10}


def test_file_reads_back_as_it_was_written(tmp_path: Path):
    made = release(records(100))
    write_release(made, tmp_path / "figures.json")
    assert read_release(tmp_path / "figures.json") == made


def test_unreadable_file_says_where(tmp_path: Path):
    (tmp_path / "figures.json").write_text('{"version": 1}')
    with pytest.raises(StatisticsError, match="is_demo: Field required"):
        read_release(tmp_path / "figures.json")


def test_demo_figures_hold_against_the_attack(demo: Path):
    assert check_release(read_release(demo)) == []


def test_demo_figures_hide_something(demo: Path):
    cells = read_release(demo).years[0].cells
    assert any(cell.state is State.HIDDEN for cell in cells)


def test_demo_is_the_same_for_the_same_seed():
    pd.testing.assert_frame_equal(demo_records(7), demo_records(7))


def test_file_holds_no_unit_records(demo: Path):
    assert not {"person", "name", "email"} & set(json.loads(demo.read_text()))


def test_check_fails_on_a_number_below_the_threshold(demo: Path, tmp_path: Path):
    data = json.loads(demo.read_text())
    data["years"][0]["cells"][0]["count"] = 5
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(data))
    result = CliRunner().invoke(statistics, ["check", str(broken), "--json"])
    assert (result.exit_code, "below the threshold 11" in result.output) == (1, True)


def test_check_fails_when_a_hidden_number_is_printed_elsewhere(demo: Path, tmp_path: Path):
    """Somebody shows people who stopped: subtraction gives them although no cell holds them."""
    data = json.loads(demo.read_text())
    for cell in data["years"][0]["cells"]:
        if cell["of"] in ({"stage": "asked"}, {"stage": "enrolled"}):
            cell.update(count=1500, state="published")
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(data))
    assert CliRunner().invoke(statistics, ["check", str(broken)]).exit_code == 1


def test_schema_describes_the_file(demo: Path):
    from jsonschema import validate

    schema = json.loads(CliRunner().invoke(statistics, ["schema"]).output)
    validate(json.loads(demo.read_text()), schema)


@pytest.fixture
def campus(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'campus.sqlite'}")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="module")
def course() -> Course:
    return read_course(COURSES / "licence" / "petit-cours")


def add_person(database: Database, course: Course, **profile: object) -> None:
    """Add somebody who earned every point of every assignment of the course."""
    with database.write() as session:
        cohort = Cohort(slug="c", course=course.slug, title={}, starts_at=STARTED)
        somebody = Person(name="somebody")
        session.add_all([cohort, somebody])
        session.flush()
        session.add(
            Enrolment(cohort_id=cohort.id, person_id=somebody.id, status="enrolled", source="self")
        )
        if profile:
            session.add(Profile(person_id=somebody.id, **profile))
        for number, assignment in enumerate(course.assignments):
            row = Assignment(
                cohort_id=cohort.id, slug=assignment.slug, title="", notebooks=[], cells={}
            )
            session.add(row)
            session.flush()
            handed_in = Submission(
                key=str(number), person_id=somebody.id, assignment_id=row.id, attempt=1,
                received_at=STARTED, sha256="", size=0,
            )  # fmt: skip
            session.add(handed_in)
            session.flush()
            session.add(
                Result(
                    submission_id=handed_in.id, record_sha256="", auto_score=1, score=1, max_score=1
                )
            )


def read(database: Database, course: Course) -> pd.DataFrame:
    with database.read() as session:
        return read_records(session, {course.slug: course})[0]


def test_somebody_who_validated_every_module_has_finished(campus: Database, course: Course):
    add_person(campus, course)
    assert read(campus, course)["stage"].tolist() == ["finished"]


def test_without_consent_nothing_told_is_read(campus: Database, course: Course):
    add_person(campus, course, gender="woman", department="54", consent_at=None)
    assert read(campus, course)[["gender", "department"]].values.tolist() == [
        ["unknown", "unknown"]
    ]


def test_with_consent_classes_are_read(campus: Database, course: Course):
    add_person(
        campus, course, gender="woman", status="phd", department="55", is_metropole=False,
        is_rural=True, consent_at=STARTED,
    )  # fmt: skip
    row = read(campus, course).iloc[0]
    assert row[["gender", "status", "department", "metropole", "rural"]].tolist() == [
        "woman", "doctoral", "55", "outside", "rural",
    ]  # fmt: skip


def test_origin_abroad_is_its_own_class(campus: Database, course: Course):
    add_person(campus, course, department="99", consent_at=STARTED)
    assert read(campus, course)["metropole"].tolist() == ["abroad"]


def test_other_gender_is_counted_with_missing_answers(campus: Database, course: Course):
    add_person(campus, course, gender="other", consent_at=STARTED)
    assert read(campus, course)["gender"].tolist() == ["unknown"]


def test_demo_people_are_left_out(campus: Database, course: Course):
    add_person(campus, course)
    with campus.write() as session:
        session.query(Person).update({"is_demo": True})
    assert read(campus, course).empty


def test_a_seat_shows_the_organisation(campus: Database, course: Course):
    add_person(campus, course)
    with campus.write() as session:
        session.add(Organisation(id=5, slug="o", name="O", siren="000000000"))
        session.flush()
        session.add(Seat(organisation_id=5, cohort_id=1, person_id=1))
    assert read(campus, course)[["via", "organisation"]].values.tolist() == [["organisation", 5]]


def test_an_empty_campus_gives_no_rows(campus: Database, course: Course):
    assert read(campus, course).empty
