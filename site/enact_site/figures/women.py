"""Figures of women, by level, field and year, beside the ministry's."""

from collections.abc import Sequence

from enact_site.catalogue import FIELD_NAMES, LEVEL_NAMES
from enact_site.figures.charts import Row, shares, trends
from enact_site.figures.learners import ROUNDING, WIDENED
from enact_site.figures.published import (
    Official,
    Published,
    Share,
    Year,
    official,
)
from enact_site.figures.report import Figure, shown, shown_interval, shown_share
from enact_site.words import Words

REGION, COUNTRY = "44", "FR"


def women_by_field(words: Words, published: Published) -> Figure:
    """Return the share of women by level and field beside the ministry's figure."""
    year = published.last
    rows, table = [], []
    for level, field in year.fields():
        of = {"stage": "enrolled", "level": level, "field": field}
        women, men = (year.count(**of, gender=gender) for gender in ("woman", "man"))
        share = year.share(women, men)
        found = [(place, official(year.year, place, field, level)) for place in (COUNTRY, REGION)]
        references = [(place, figure) for place, figure in found if figure]
        label = f"{words(LEVEL_NAMES[level])}, {words(FIELD_NAMES[field]).lower()}"
        rows.append(Row(label, share, [(p, figure.women_share) for p, figure in references]))
        table.append(_women_line(words, label, women, men, share, dict(found)))
    says = _women_sentence(words, year)
    names = [
        words("our learners, 95 % interval"),
        words("France, same level and discipline"),
        words("Grand Est, same level and discipline"),
    ]
    return Figure(
        "women-by-field",
        words("Women by level and field"),
        says,
        shares(words, rows, names, words("too few people"), says),
        [words("level and field"), words("women"), words("men"), words("share"),
         words("interval"), words("France"), words("Grand Est"), words("official year")],
        table,
        words(
            "Enrolments of {year}; share of women among those who answered woman or man. Beside "
            "it stands the ministry's figure for the same level and the nearest discipline, for "
            "the same year or the last one published. A course of all fields is compared with all "
            "disciplines. The total is not compared: it changes with the mix of fields.",
            year=year.name,
        ),
        words(ROUNDING) + " " + words(WIDENED),
        _answers(words, year),
        ("students",),
        _women_headline(words, year),
    )  # fmt: skip


def _women_headline(words: Words, year: Year) -> str:
    of = {"stage": "enrolled", "level": "licence", "field": "computing"}
    share = year.share(*(year.count(**of, gender=gender) for gender in ("woman", "man")))
    return words.percent(share.value) if share else ""


def _women_line(
    words: Words,
    label: str,
    women: int | None,
    men: int | None,
    share: Share | None,
    found: dict[str, Official | None],
) -> list[str]:
    def percent(figure: Official | None) -> str:
        return words.percent(figure.women_share, 1) if figure else "–"

    known = next((figure for figure in found.values() if figure), None)
    return [
        label,
        shown(words, women),
        shown(words, men),
        shown_share(words, share),
        shown_interval(words, share),
        percent(found[COUNTRY]),
        percent(found[REGION]),
        str(known.year) if known else "–",
    ]


def _women_sentence(words: Words, year: Year) -> str:
    of = {"stage": "enrolled", "level": "licence", "field": "computing"}
    women, men = (year.count(**of, gender=gender) for gender in ("woman", "man"))
    share = year.share(women, men)
    reference = official(year.year, REGION, "computing", "licence")
    if share is None or reference is None:
        return words(
            "In {year}, the share of women differs by level and field; official figures stand "
            "beside ours.",
            year=year.name,
        )
    return words(
        "In {year}, women are {share} of our learners in bachelor computing; in Grand Est they "
        "are {reference} ({when}).",
        year=year.name,
        share=words.percent(share.value),
        reference=words.percent(reference.women_share, 1),
        when=reference.year,
    )


def women_over_time(words: Words, published: Published) -> Figure:
    """Return the share of women over the years, by level."""
    series, table = [], []
    for level in ("licence", "master", "doctorat"):
        values = []
        for year in published.years:
            of = {"stage": "enrolled", "level": level}
            women, men = (year.count(**of, gender=gender) for gender in ("woman", "man"))
            values.append(year.share(women, men))
            table.append(
                [
                    words(LEVEL_NAMES[level]), year.name, shown(words, women), shown(words, men),
                    shown_share(words, values[-1]), shown_interval(words, values[-1]),
                ]
            )  # fmt: skip
        series.append((words(LEVEL_NAMES[level]), values))
    says = _change_sentence(words, series)
    return Figure(
        "women-over-time",
        words("Women over the years, by level"),
        says,
        trends(words, [year.name for year in published.years], series, says),
        [words("level"), words("year"), words("women"), words("men"), words("share"),
         words("interval")],
        table,
        words("Share of women among enrolled people who answered woman or man."),
        words(ROUNDING) + " " + words(WIDENED),
        _answers(words, published.last),
    )  # fmt: skip


def _change_sentence(words: Words, series: Sequence[tuple[str, Sequence[Share | None]]]) -> str:
    parts = []
    for name, values in series:
        known = [value for value in values if value]
        if len(known) > 1:
            before, now = words.percent(known[0].value), words.percent(known[-1].value)
            parts.append(
                words("{level} from {before} to {now}", level=name, before=before, now=now)
            )
    if not parts:
        return words("There are too few people to follow the share of women.")
    return words("Share of women over the published years: {changes}.", changes=", ".join(parts))


def _answers(words: Words, year: Year) -> str:
    total = year.count(stage="enrolled")
    missing = year.count(stage="enrolled", gender="unknown")
    if total is None or missing is None:
        return words("Too few to say.")
    return words(
        "{share} gave no answer, or answered neither woman nor man.",
        share=words.percent(missing / total),
    )
