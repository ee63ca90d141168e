"""Organisations: seats, staff lists, invitations, progress without code, papers."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from pypdf import PdfReader
from sqlalchemy import select

from hub_config.campus.demo import SIREN, SLUG
from hub_config.campus.errors import Refused
from hub_config.campus.siren import is_siren
from hub_config.campus.staff_files import MAX_BYTES, BadLine, read
from hub_config.campus.tables import AuditEvent, Enrolment, Organisation, Person, Seat

from .conftest import COHORT, Platform
from .test_api import hand_in
from .test_manual import graded

HOME = f"organisations/{SLUG}"
PROGRESS = f"{HOME}/cohorts/{COHORT}"
GOOD = "Prénom;Nom;E-mail\nAnne;Petit;anne@atelier.example\nBao;N'Guyen;bao@atelier.example\n"


def upload(platform: Platform, content: str | bytes, name: str = "staff.csv") -> Any:
    body = content if isinstance(content, bytes) else content.encode()
    return platform.browser("marc").post(
        f"{HOME}/uploads", page=HOME, cohort=COHORT, files={"file": (name, body)}
    )


def path_of(answer: Any) -> str:
    return str(answer.headers["Location"].partition("/services/campus/")[2])


def enrol(platform: Platform, content: str | bytes) -> None:
    page = path_of(upload(platform, content))
    assert platform.browser("marc").post(page, page=page).status_code == 302


def enrolled(platform: Platform) -> set[str]:
    with platform.campus.database.read() as session:
        return set(
            session.scalars(
                select(Person.name).join(Enrolment).where(Enrolment.status == "enrolled")
            )
        )


def hand_over(platform: Platform, name: str) -> None:
    """Give a student of the demonstration a seat and let them accept it."""
    line = f"Prénom;Nom;E-mail;Identifiant\nCamille;Martin;{name}@atelier.example;{name}\n"
    enrol(platform, line)
    with platform.campus.database.read() as session:
        seat = session.scalars(select(Seat).join(Person).where(Person.name == name)).one()
    platform.browser(name).post(f"seats/{seat.id}", page="", action="accept")


@pytest.mark.parametrize("number", ["732829320", "732 829 320", SIREN])
def test_siren_with_the_right_key(number: str) -> None:
    assert is_siren(number)


@pytest.mark.parametrize(
    "number", ["732829321", "73282932", "7328293200", "abcdefghi", "000000000"]
)
def test_siren_with_a_wrong_key_or_form(number: str) -> None:
    assert not is_siren(number)


def test_good_lines_are_read() -> None:
    found = read("x.csv", GOOD.encode())
    assert [(each.first_name, each.user) for each in found.good] == [
        ("Anne", "anne@atelier.example"),
        ("Bao", "bao@atelier.example"),
    ]


def test_every_bad_line_is_reported_with_its_number() -> None:
    text = GOOD + ";Sans;x@y.fr\nA;B;not-mail\n\nAnne;Petit;ANNE@atelier.example\nC;D;c@d.fr;\n"
    found = read("x.csv", text.encode())
    assert [bad.line for bad in found.bad] == [4, 5, 7]
    assert found.bad[2] == BadLine(
        7,
        "%(value)s stands in line %(line)s already.",
        {"value": "anne@atelier.example", "line": "2"},
    )


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("cp1252"),
        GOOD.replace(";", ",").encode(),
        GOOD.replace(";", "\t").replace("\n", "\r\n").encode(),
        GOOD.replace("Prénom;Nom;E-mail", "first name;LAST NAME;Courriel").encode(),
    ],
)
def test_lists_as_spreadsheets_write_them_are_read(content: bytes) -> None:
    assert [each.last_name for each in read("x.csv", content).good] == ["Petit", "N'Guyen"]


def test_excel_is_read() -> None:
    book = Workbook()
    for row in (
        ["Prénom", "Nom", "E-mail"],
        ["Anne", "Petit", "anne@atelier.example"],
        ["B", "", "x"],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read("x.xlsx", out.getvalue())
    assert ([each.first_name for each in found.good], [b.line for b in found.bad]) == (
        ["Anne"],
        [3],
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"a;b;c\n1;2;3\n", "missing-columns"),
        (b"Nom;Prenom;Mail\n", "empty"),
        (b"PK\x03\x04 broken", "not-a-table"),
        (b"\x00\x01\x02", "not-a-table"),
        (b"x" * (MAX_BYTES + 1), "too-large"),
    ],
)
def test_file_that_is_no_list_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read("x.csv", content)
    assert refusal.value.code == code


def test_nothing_is_done_before_the_manager_agrees(platform: Platform) -> None:
    before = enrolled(platform)
    upload(platform, GOOD)
    assert enrolled(platform) == before


def test_page_shows_the_bad_lines(platform: Platform) -> None:
    page = path_of(upload(platform, GOOD + "A;B;nope\n"))
    text = platform.browser("marc").get(page).text
    assert "nope is not an e-mail address." in text


def test_good_lines_go_on(platform: Platform) -> None:
    enrol(platform, GOOD + "A;B;nope\n")
    assert {"anne@atelier.example", "bao@atelier.example"} <= enrolled(platform)


def test_same_list_twice_uses_no_second_seat(platform: Platform) -> None:
    enrol(platform, GOOD)
    page = path_of(upload(platform, GOOD))
    assert "Nobody new is in this file." in platform.browser("marc").get(page).text


def test_more_people_than_seats_enrols_nobody(platform: Platform) -> None:
    lines = [f"A;B;p{number}@atelier.example" for number in range(41)]
    page = path_of(upload(platform, "Prénom;Nom;E-mail\n" + "\n".join(lines)))
    assert platform.browser("marc").post(page, page=page).status_code == 409
    assert "p1@atelier.example" not in enrolled(platform)


def test_enrolled_staff_reaches_the_hubs_group(platform: Platform) -> None:
    enrol(platform, GOOD)
    platform.loop.call(platform.groups.reconcile)
    assert "anne@atelier.example" in platform.hub.groups[f"nbgrader-{COHORT}"]


def test_known_person_must_accept_the_seat(platform: Platform) -> None:
    enrol(platform, "Prénom;Nom;E-mail;Identifiant\nZoé;Roux;z@atelier.example;camille\n")
    assert "Martin" not in platform.browser("marc").get(PROGRESS).text.partition("Have not")[0]
    assert "offers you a seat" in platform.browser("camille").get("").text


def test_seat_given_back_is_free_again(platform: Platform) -> None:
    enrol(platform, GOOD)
    with platform.campus.database.read() as session:
        seat = session.scalars(
            select(Seat).join(Person).where(Person.name == "anne@atelier.example")
        ).one()
    platform.browser("marc").post(f"{HOME}/seats/{seat.id}", page=PROGRESS)
    assert "anne@atelier.example" not in enrolled(platform)
    assert "1 used, 39 free" in platform.browser("marc").get(HOME).text


def test_seat_by_hand(platform: Platform) -> None:
    form = {"first_name": "Eve", "last_name": "Klein", "email": "eve@atelier.example", "user": ""}
    platform.browser("marc").post(f"{HOME}/staff", page=HOME, cohort=COHORT, **form)
    assert "eve@atelier.example" in enrolled(platform)


def test_order_waits_for_an_operator(platform: Platform) -> None:
    form = {"cohort": COHORT, "seats": "5", "reference": "BC-12"}
    platform.browser("marc").post(f"{HOME}/orders", page=HOME, **form)
    assert "0 used, 40 free" in platform.browser("marc").get(HOME).text
    platform.browser("admin").post("orders/2", page="organisations", action="confirm")
    assert "0 used, 45 free" in platform.browser("marc").get(HOME).text


def test_order_is_decided_once(platform: Platform) -> None:
    form = {"cohort": COHORT, "seats": "5", "reference": ""}
    platform.browser("marc").post(f"{HOME}/orders", page=HOME, **form)
    admin = platform.browser("admin")
    admin.post("orders/2", page="organisations", action="refuse")
    assert admin.post("orders/2", page="organisations", action="confirm").status_code == 409


def invitation(platform: Platform, uses: str = "1") -> str:
    page = (
        platform.browser("marc")
        .post(f"{HOME}/invitations", page=HOME, cohort=COHORT, uses=uses)
        .text
    )
    return "invitations/" + page.partition("/invitations/")[2].partition("<")[0]


NAMES = {"first_name": "Zoé", "last_name": "Roux", "email": "zoe@atelier.example"}


def test_invitation_gives_a_seat(platform: Platform) -> None:
    link = invitation(platform)
    platform.browser("zoe").post(link, page=link, **NAMES)
    assert "zoe" in enrolled(platform)


def test_invitation_serves_as_often_as_it_says(platform: Platform) -> None:
    link = invitation(platform)
    platform.browser("zoe").post(link, page=link, **NAMES)
    other = {**NAMES, "email": "y@atelier.example"}
    assert platform.browser("yanis").post(link, page="", **other).status_code == 409


def test_ended_invitation_is_over(platform: Platform) -> None:
    link = invitation(platform)
    platform.browser("marc").post(f"{HOME}/invitations/1", page=HOME)
    assert platform.browser("zoe").post(link, page="", **NAMES).status_code == 409


def test_progress_shows_modules_and_hours(platform: Platform) -> None:
    hand_over(platform, "camille")
    platform.start_worker()
    graded(platform)
    text = platform.browser("marc").get(PROGRESS).text
    assert "Martin Camille" in text
    assert "1 / 1" in text
    assert '<td class="right">2</td>' in text


def test_scores_show_with_consent_only(platform: Platform) -> None:
    hand_over(platform, "camille")
    platform.start_worker()
    graded(platform)
    marc, camille = platform.browser("marc"), platform.browser("camille")
    assert "not shared" in marc.get(PROGRESS).text
    camille.post(f"cohorts/{COHORT}/sharing", page=f"cohorts/{COHORT}", share="yes")
    assert "31 %" in marc.get(PROGRESS).text
    camille.post(f"cohorts/{COHORT}/sharing", page=f"cohorts/{COHORT}", share="no")
    assert "not shared" in marc.get(PROGRESS).text


def test_manager_never_sees_code_or_attempts(platform: Platform) -> None:
    hand_over(platform, "camille")
    platform.start_worker()
    key = graded(platform)
    marc = platform.browser("marc")
    for path in (f"submissions/{key}", f"submissions/{key}/feedback", f"teaching/{COHORT}"):
        assert marc.get(path).status_code == 403
    assert platform.api("marc").get(f"api/submissions/{key}/files").status_code == 403


def words_of(content: bytes) -> str:
    """Return the text of a PDF on one line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_certificate_has_the_fields_of_the_ministrys_model(platform: Platform) -> None:
    hand_over(platform, "camille")
    platform.start_worker()
    graded(platform)
    text = words_of(platform.browser("marc").get(f"{PROGRESS}/seats/1/certificate.pdf").content)
    fields = (
        "CERTIFICAT DE RÉALISATION",
        "représentant(e) légal(e) du dispensateur",
        "ENACT Academy",
        "Camille Martin",
        "salarié(e) de l'entreprise Atelier Démonstration (SIREN 000000018)",
        "a suivi l'action Petit cours",
        "Nature de l'action action de formation, à distance",
        "qui s'est déroulée du ",
        "pour une durée de 2 h",
        "pendant une durée de 3 ans",
        "Fait à Nancy, le ",
        "Cachet et signature du responsable",
        "Certificat n° ",
    )
    assert [field for field in fields if field not in text] == []
    evidence = words_of(platform.browser("marc").get(f"{PROGRESS}/seats/1/attendance.pdf").content)
    assert [
        word for word in ("D6313-3-1", "Moyennes", "Durée réalisée") if word not in evidence
    ] == []


@pytest.mark.parametrize("paper", ["certificate", "attendance"])
def test_papers_are_pdf(platform: Platform, paper: str) -> None:
    hand_over(platform, "camille")
    platform.start_worker()
    graded(platform)
    answer = platform.browser("marc").get(f"{PROGRESS}/seats/1/{paper}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("paper", ["certificate", "attendance"])
def test_papers_of_everybody_are_one_pdf_with_a_page_each(platform: Platform, paper: str) -> None:
    for who in ("camille", "yanis"):
        hand_over(platform, who)
    platform.start_worker()
    for who in ("camille", "yanis"):
        key = hand_in(platform.api(who)).json()["submission_id"]
        platform.api(who).get(f"api/submissions/{key}", params={"wait": 20})
    answer = platform.browser("marc").get(f"{PROGRESS}/papers/{paper}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") == 2


def test_certificate_can_be_checked_by_its_number(platform: Platform) -> None:
    from hub_config.campus.tables import Certificate

    hand_over(platform, "camille")
    platform.start_worker()
    graded(platform)
    for _ in range(2):
        platform.browser("marc").get(f"{PROGRESS}/seats/1/certificate.pdf")
    with platform.campus.database.read() as session:
        code = session.scalars(select(Certificate.code)).one()
    assert "Camille Martin" in platform.api(None).get(f"certificates/{code}").text


def test_without_work_there_is_nothing_to_certify(platform: Platform) -> None:
    hand_over(platform, "camille")
    for path in ("seats/1/certificate.pdf", "papers/certificate.pdf", "papers/attendance.pdf"):
        assert platform.browser("marc").get(f"{PROGRESS}/{path}").status_code == 409


@pytest.fixture
def other(platform: Platform) -> str:
    """Another organisation, managed by somebody else."""
    admin = platform.browser("admin")
    platform.api("zoe").get("api/cohorts")
    admin.post("organisations", page="organisations", name="Autre SA", siren="732829320")
    with platform.campus.database.read() as session:
        slug = session.scalars(
            select(Organisation.slug).where(Organisation.name == "Autre SA")
        ).one()
    admin.post(f"organisations/{slug}/managers", page="organisations", name="zoe")
    return slug


def test_manager_of_another_organisation_gets_nowhere(platform: Platform, other: str) -> None:
    page = path_of(upload(platform, GOOD))
    invitation(platform)
    hand_over(platform, "camille")
    zoe = platform.browser("zoe")
    for path in (HOME, page, PROGRESS, f"{PROGRESS}/progress.csv"):
        assert zoe.get(path).status_code == 403
    assert zoe.get(f"{PROGRESS}/seats/1/certificate.pdf").status_code == 403
    for path in ("orders", "staff", "uploads", "invitations", "invitations/1", "seats/1"):
        answer = zoe.post(f"{HOME}/{path}", page=f"organisations/{other}", cohort=COHORT)
        assert answer.status_code == 403


def test_things_of_another_organisation_are_unknown_in_ones_own(
    platform: Platform, other: str
) -> None:
    page = path_of(upload(platform, GOOD)).replace(SLUG, other)
    invitation(platform)
    hand_over(platform, "camille")
    zoe = platform.browser("zoe")
    mine = f"organisations/{other}"
    assert zoe.get(page).status_code == 404
    assert zoe.post(page, page=mine).status_code == 404
    assert zoe.post(f"{mine}/invitations/1", page=mine).status_code == 404
    assert zoe.post(f"{mine}/seats/1", page=mine).status_code == 404
    paper = f"{mine}/cohorts/{COHORT}/seats/1/certificate.pdf"
    assert zoe.get(paper).status_code == 404
    assert "Martin" not in zoe.get(f"{mine}/cohorts/{COHORT}").text


def test_organisation_that_does_not_exist_looks_like_one_that_is_not_mine(
    platform: Platform,
) -> None:
    assert platform.browser("marc").get("organisations/nowhere").status_code == 403


def test_wrong_siren_is_refused(platform: Platform) -> None:
    answer = platform.browser("admin").post(
        "organisations", page="organisations", name="X", siren="123456789"
    )
    assert answer.status_code == 422


def test_what_managers_look_at_is_noted(platform: Platform) -> None:
    platform.browser("marc").get(PROGRESS)
    with platform.campus.database.read() as session:
        events = session.execute(select(AuditEvent.actor, AuditEvent.action)).all()
    assert ("marc", "progress.read") in [tuple(event) for event in events]
