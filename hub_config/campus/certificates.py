"""Papers that French training law asks for: *certificat de réalisation* and attendance evidence.

Source: Code du travail, R6332-26 and D6353-4; model "certificat de réalisation" of the ministry
in charge of labour (arrêté of 21 December 2018). Distance learning is proven by the work done
(D6313-3-1), so the evidence lists graded work.
"""

import importlib.util
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from fpdf import FPDF
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub_config.campus.progress import Progress
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Certificate, Cohort, Organisation

FONT = "DejaVu"
CODE_BYTES = 9
KEEP = (
    "Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, "
    "je m'engage à conserver l'ensemble des pièces justificatives qui ont permis d'établir le "
    "présent certificat pendant une durée de 3 ans à compter de la fin de l'année du dernier "
    "paiement. En cas de cofinancement des fonds européens, la durée de conservation est "
    "étendue conformément aux obligations conventionnelles spécifiques."
)


def issue(
    session: Session, organisation: Organisation, cohort: Cohort, progress: Progress, title: str
) -> Certificate:
    """Return the certificate of somebody's hours so far; the same hours give the same one."""
    found = session.scalar(
        select(Certificate).where(
            Certificate.organisation_id == organisation.id,
            Certificate.person_id == progress.seat.person_id,
            Certificate.cohort_id == cohort.id,
            Certificate.hours == progress.hours,
        )
    )
    if found:
        return found
    certificate = Certificate(
        code=secrets.token_hex(CODE_BYTES),
        organisation_id=organisation.id,
        person_id=progress.seat.person_id,
        cohort_id=cohort.id,
        holder=f"{progress.staff.first_name} {progress.staff.last_name}",
        course_title=title,
        hours=progress.hours,
    )
    session.add(certificate)
    session.flush()
    return certificate


def realisation(
    settings: CampusSettings,
    organisation: Organisation,
    people: Sequence[tuple[Progress, Certificate]],
    check_url: str,
) -> bytes:
    """Return *certificats de réalisation* as PDF, one page a person.

    Args:
        settings: who the provider is.
        organisation: who employs these people.
        people: what they did, with their certificates.
        check_url: where a certificate can be checked; its number is put at the end.
    """
    pdf = _Paper(settings, "Certificat de réalisation")
    for progress, certificate in people:
        pdf.begin()
        _certify(pdf, settings, organisation, progress, certificate)
        link = f"{check_url}{certificate.code}"
        pdf.small(f"Certificat n° {certificate.code}, vérifiable à l'adresse {link}")
    return bytes(pdf.output())


def _certify(
    pdf: "_Paper",
    settings: CampusSettings,
    organisation: Organisation,
    progress: Progress,
    certificate: Certificate,
) -> None:
    signatory = settings.provider_signatory or "………………………………"
    pdf.say(
        f"Je soussigné(e) {signatory}, représentant(e) légal(e) du dispensateur de l'action "
        f"concourant au développement des compétences {settings.provider_name}"
        + (f", déclaré sous le n° {settings.provider_number}" if settings.provider_number else "")
        + ","
    )
    pdf.say("atteste que :")
    pdf.fact("Mme / M.", certificate.holder)
    pdf.fact("salarié(e) de l'entreprise", f"{organisation.name} (SIREN {organisation.siren})")
    pdf.fact("a suivi l'action", certificate.course_title)
    pdf.fact("Nature de l'action", "action de formation, à distance")
    pdf.fact("qui s'est déroulée", _period(settings, progress))
    pdf.fact("pour une durée de", f"{_hours(certificate.hours)} (travaux réalisés et corrigés)")
    pdf.say(KEEP)
    pdf.say(f"Fait à {settings.provider_city}, le {_day(settings, certificate.issued_at)}")
    pdf.say("Cachet et signature du responsable du dispensateur de formation :")
    pdf.ln(28)


def attendance(
    settings: CampusSettings,
    organisation: Organisation,
    people: Sequence[Progress],
    title: str,
    now: datetime,
) -> bytes:
    """Return the evidence of attendance as PDF: graded work, dates and hours, a page a person."""
    pdf = _Paper(settings, "Attestation d'assiduité")
    for progress in people:
        pdf.begin()
        staff = progress.staff
        pdf.fact("Stagiaire", f"{staff.first_name} {staff.last_name}")
        pdf.fact("Entreprise", f"{organisation.name} (SIREN {organisation.siren})")
        pdf.fact("Formation", title)
        pdf.fact("Durée réalisée", f"{_hours(progress.hours)} sur {_hours(progress.course_hours)}")
        pdf.say(
            "Formation à distance : l'assiduité est établie par les travaux réalisés, rendus et "
            "corrigés (Code du travail, D6313-3-1)."
        )
        _list_work(pdf, settings, progress)
        pdf.say(f"Fait à {settings.provider_city}, le {_day(settings, now)}")
    return bytes(pdf.output())


def _list_work(pdf: "_Paper", settings: CampusSettings, progress: Progress) -> None:
    with pdf.table(col_widths=(46, 22, 22, 10), text_align=("L", "L", "L", "R")) as table:
        table.row(("Travail", "Premier rendu", "Dernier rendu", "Heures"))
        for work in progress.work:
            first, last = (_day(settings, m, short=True) for m in (work.first_at, work.last_at))
            hours = format_decimal(work.hours, "0.#", locale="fr")
            table.row((work.assignment.title, first, last, hours))
    pdf.ln(6)


class _Paper(FPDF):  # type: ignore[misc]
    """A4 pages in French with the provider's head."""

    def __init__(self, settings: CampusSettings, title: str) -> None:
        super().__init__(format="A4")
        fonts = _fonts()
        self.add_font(FONT, "", fonts / "DejaVuSans.ttf")
        self.add_font(FONT, "B", fonts / "DejaVuSans-Bold.ttf")
        self.set_margin(22)
        self.set_title(title)
        self.set_lang("fr-FR")
        self.set_author(settings.provider_name)
        self._provider, self._heading = settings.provider_name, title

    def begin(self) -> None:
        """Begin the page of another person."""
        self.add_page()
        self.set_font(FONT, "", 10)
        self.cell(text=self._provider, new_x="LMARGIN", new_y="NEXT")
        self.ln(14)
        self.set_font(FONT, "B", 18)
        self.multi_cell(0, 9, self._heading.upper(), align="C", new_x="LMARGIN", new_y="NEXT")
        self.ln(10)
        self.set_font(FONT, "", 10.5)

    def say(self, text: str) -> None:
        self.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)

    def fact(self, name: str, value: str) -> None:
        self.multi_cell(52, 7, name, new_x="RIGHT", new_y="TOP")
        self.set_font(FONT, "B", 10.5)
        self.multi_cell(0, 7, value, new_x="LMARGIN", new_y="NEXT")
        self.set_font(FONT, "", 10.5)
        self.ln(1)

    def small(self, text: str) -> None:
        self.set_font(FONT, "", 8)
        self.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")


def _fonts() -> Path:
    """Return the folder of the DejaVu fonts that matplotlib brings, without importing it."""
    found = importlib.util.find_spec("matplotlib")
    folder = Path(found.origin).parent if found and found.origin else Path()
    return folder / "mpl-data" / "fonts" / "ttf"


def _period(settings: CampusSettings, progress: Progress) -> str:
    if not progress.work:
        return "–"
    first = min(work.first_at for work in progress.work)
    last = max(work.last_at for work in progress.work)
    return f"du {_day(settings, first)} au {_day(settings, last)}"


def _day(settings: CampusSettings, moment: datetime, short: bool = False) -> str:
    local = moment.astimezone(ZoneInfo(settings.time_zone)).date()
    return str(format_date(local, "dd/MM/y" if short else "d MMMM y", locale="fr"))


def _hours(hours: float) -> str:
    number = format_decimal(hours, "0.#", locale="fr")
    return f"{number} heure{'s' if hours >= 2 else ''}"
