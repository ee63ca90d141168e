"""What a build of the site needs to know."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("fr", "en")
DEFAULT_LANGUAGE = "fr"
ROOT = Path(__file__).parent.parent.parent
OPERATOR = ROOT / "site" / "data" / "operator.toml"


@dataclass(frozen=True)
class SiteSettings:
    """Where things are and how links leave the site.

    Attributes:
        courses: folder of all courses.
        build: folder that receives pages, fonts, figures and the site; never holds sources.
        quality: folder of the quality gate's reports, `<course>.json` each.
        statistics: aggregated statistics; None = a demo population, marked as such.
        earlier: an earlier release of the statistics, compared by the disclosure check.
        cohorts: cohorts as JSON, for the calendars; None = none.
        operator: who answers for this installation, for the legal pages.
        hub_url: address of the hub without a final slash; empty = the site's own host.
        root: path of the site on its host, with a slash at both ends, for the page of unknown
            addresses.
        today: date printed on the pages.
        jobs: languages that are rendered at the same time.
    """

    courses: Path = ROOT / "courses"
    build: Path = ROOT / "build"
    quality: Path = ROOT / "build" / "quality"
    statistics: Path | None = None
    earlier: Path | None = None
    cohorts: Path | None = None
    operator: Path = OPERATOR
    hub_url: str = ""
    root: str = "/site/"
    today: datetime.date = field(default_factory=datetime.date.today)
    jobs: int = 2

    @property
    def pages(self) -> Path:
        """The Markdown pages, one folder a language."""
        return self.build / "pages"

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.build / "site"

    def hub(self, path: str) -> str:
        """Return the address of a page of the hub, such as `/services/campus/`."""
        return f"{self.hub_url.rstrip('/')}{path}"
