"""Figures about how many: people trained, the funnel, doctoral students, companies."""

from collections.abc import Iterator
from itertools import pairwise

from enact_site.figures.charts import Bar, Row, bars, shares
from enact_site.figures.published import Official, Published, Share, Year, official
from enact_site.figures.report import Figure, shown, shown_interval, shown_share
from enact_site.words import Words

STAGE_NAMES = {
    "asked": "invited or asked",
    "enrolled": "enrolled",
    "passed": "passed a first question",
    "finished": "finished",
}
GROUPS = {
    "gender": {"woman": "women", "man": "men"},
    "rural": {"rural": "from rural places", "urban": "from urban places"},
}
FUNNELS = {
    "gender": ("funnel-gender", "From invitation to the end, women and men"),
    "rural": ("funnel-places", "From invitation to the end, rural and urban"),
}
WIDENED = "Intervals are Wilson's at 95 %, widened by the rounding."
ROUNDING = "Numbers of people are rounded to the nearest 5; totals may differ from their sum."


def people_trained(words: Words, published: Published) -> Figure:
    """Return the people trained a year, against the goal of doubling."""
    years = [year for year in published.years if year.trained is not None]
    base, last = years[0], years[-1]
    first, now = int(str(base.trained)), int(str(last.trained))
    ratio = words.number(now / first, 1)
    says = words(
        "In {year}, about {n} people were trained: {ratio} times the base year {base}; the goal "
        "is 2 times.",
        year=last.name,
        n=words.number(now),
        ratio=ratio,
        base=base.name,
    )
    items = [Bar(y.name, int(str(y.trained)), words.number(int(str(y.trained)))) for y in years]
    goal = (words("goal: twice the base year"), 2.0 * first)
    return Figure(
        "trained",
        words("People trained a year"),
        says,
        bars(words, items, [goal], says),
        [words("year"), words("people trained"), words("times the base year")],
        [
            [
                y.name,
                words.number(int(str(y.trained))),
                words.number(int(str(y.trained)) / first, 1),
            ]
            for y in years
        ],
        words(
            "A person is trained in a year who validated at least one module of at least 2 hours: "
            "half of the points of each of its assignments. A person counts once a year. The base "
            "year is the first one published, {base}.",
            base=base.name,
        ),
        words(ROUNDING) + " " + words("The ratio is then off by at most 0.1."),
        words("None: this figure asks nobody anything."),
        ("goal",),
        f"× {ratio}",
    )


def _trained_line(words: Words, year: str, count: int, first: int) -> list[str]:
    return [year, words.number(count), words.number(count / first, 1)]


def funnel(words: Words, published: Published, dimension: str) -> Figure:
    """Return how far people come, from being invited to finishing, for two groups."""
    names = GROUPS[dimension]
    year = published.last
    rows, table = [], []
    for group, name in names.items():
        for stage, before, now, share in _steps(year, {dimension: group}):
            label = words("{group}: {stage}", group=words(name), stage=words(STAGE_NAMES[stage]))
            rows.append(Row(label, share))
            table.append(
                [
                    words(name), words(STAGE_NAMES[stage]), shown(words, before),
                    shown(words, now), shown_share(words, share), shown_interval(words, share),
                ]
            )  # fmt: skip
    slug, title = FUNNELS[dimension]
    says = _funnel_sentence(words, year, dimension, names)
    ends = _ends(words, year, dimension, names)
    return Figure(
        slug,
        words(title),
        says,
        shares(words, rows, [words("share of the step before, 95 % interval")],
               words("too few people"), says),
        [words("group"), words("step"), words("at the step before"), words("at this step"),
         words("share"), words("interval")],
        table,
        words(
            "Each line is the share of those at the step before who made this step, in {year}. "
            "Invited: somebody put on a list or who asked for a place; enrolled: has a place; "
            "first question: earned points; finished: validated every module.",
            year=year.name,
        ),
        words(ROUNDING) + " " + words(WIDENED),
        _unknown(words, year, dimension),
        headline=" / ".join(ends),
    )  # fmt: skip


def _steps(
    year: Year, group: dict[str, str]
) -> Iterator[tuple[str, int | None, int | None, Share | None]]:
    """Yield each step with the people before it, those who made it, and their share."""
    counts = {stage: year.count(stage=stage, **group) for stage in STAGE_NAMES}
    for last, stage in pairwise(STAGE_NAMES):
        before, now = counts[last], counts[stage]
        share = None
        if before is not None and now is not None:
            share = year.share(min(now, before), max(0, before - now))
        yield stage, before, now, share


def _ends(words: Words, year: Year, dimension: str, names: dict[str, str]) -> list[str]:
    """Return each group's share of the enrolled who finished; empty if too few to compare."""
    ends = []
    for group in names:
        start = year.count(stage="enrolled", **{dimension: group})
        end = year.count(stage="finished", **{dimension: group})
        if start is None or end is None:
            return []
        ends.append(words.percent(min(1.0, end / start)))
    return ends


def _funnel_sentence(words: Words, year: Year, dimension: str, names: dict[str, str]) -> str:
    ends = _ends(words, year, dimension, names)
    if not ends:
        return words("In {year} there are too few people to compare.", year=year.name)
    one, other = (
        words("{share} of {group}", share=share, group=words(name))
        for share, name in zip(ends, names.values(), strict=True)
    )
    return words(
        "In {year}, {one} who enrolled finished, against {other}.",
        year=year.name,
        one=one,
        other=other,
    )


def _unknown(words: Words, year: Year, dimension: str) -> str:
    total = year.count(stage="enrolled")
    missing = (
        year.count(stage="enrolled", gender="unknown")
        if dimension == "gender"
        else year.count(stage="enrolled", origin="unknown")
    )
    if total is None or missing is None:
        return words("Too few to say.")
    return words(
        "{share} of the enrolled gave no answer and are left out.",
        share=words.percent(missing / total),
    )


def doctoral_students(words: Words, published: Published) -> Figure:
    """Return the share of doctoral students who come from abroad."""
    last = published.last
    marks = [
        (words(name), figure)
        for name, place in (("France", "FR"), ("Grand Est", "44"))
        if (figure := official(last.year, place, "computing", "doctorat"))
    ]
    found = [(year, _from_abroad(year)) for year in published.years]
    rows = [
        Row(year.name, share, [(n, f.foreign_share) for n, f in marks] if year is last else ())
        for year, share in found
    ]
    says = _doctoral_sentence(words, last, found[-1][1], [figure for _, figure in marks])
    legend = [words("our doctoral students, 95 % interval")]
    legend += [
        words("{place}, computing, {year}", place=name, year=figure.year) for name, figure in marks
    ]
    missing = last.count(stage="enrolled", status="doctoral", origin="unknown")
    return Figure(
        "doctoral",
        words("Doctoral students from abroad"),
        says,
        shares(words, rows, legend, words("too few people"), says),
        [words("year"), words("doctoral enrolments"), words("from abroad"), words("share"),
         words("interval")],
        [_doctoral_line(words, year, share) for year, share in found],
        words(
            "From abroad: the family home at the time of the school-leaving diploma was outside "
            "France. The official figures count foreign nationals with a foreign diploma: near, "
            "not the same."
        ),
        words(ROUNDING) + " " + words(WIDENED),
        words("Fewer than {n} gave no answer.", n=published.threshold) if missing is None
        else words("About {n} gave no answer.", n=words.number(missing)),
        ("students",),
        "" if found[-1][1] is None else words.percent(found[-1][1].value),
    )  # fmt: skip


def _from_abroad(year: Year) -> Share | None:
    abroad, home = (
        year.count(stage="enrolled", status="doctoral", origin=origin)
        for origin in ("abroad", "france")
    )
    return year.share(abroad, home)


def _doctoral_line(words: Words, year: Year, share: Share | None) -> list[str]:
    of = {"stage": "enrolled", "status": "doctoral"}
    return [
        year.name,
        shown(words, year.count(**of)),
        shown(words, year.count(**of, origin="abroad")),
        shown_share(words, share),
        shown_interval(words, share),
    ]


def _doctoral_sentence(words: Words, year: Year, share: Share | None, marks: list[Official]) -> str:
    if share is None or len(marks) < 2:
        return words("In {year} there are too few doctoral students to say.", year=year.name)
    return words(
        "In {year}, {share} of the doctoral students who said where they come from come from "
        "abroad; among all doctoral students in computing it is {france} in France and "
        "{region} in Grand Est ({when}).",
        year=year.name,
        share=words.percent(share.value),
        france=words.percent(marks[0].foreign_share),
        region=words.percent(marks[1].foreign_share),
        when=marks[0].year,
    )


def companies(words: Words, published: Published) -> Figure:
    """Return enrolments paid by organisations."""
    table, items = [], []
    for year in published.years:
        count = year.count(stage="enrolled", via="organisation")
        if count is not None:
            items.append(Bar(year.name, count, words.number(count)))
        organisations = year.organisations
        number = None if organisations is None else int(str(organisations))
        table.append([year.name, shown(words, count), shown(words, number)])
    last = published.last
    count = last.count(stage="enrolled", via="organisation")
    says = words("In {year} too few organisations sent people to say how many.", year=last.name)
    if count is not None and last.organisations is not None:
        says = words(
            "In {year}, {organisations} organisations sent their staff, for about {n} enrolments.",
            year=last.name,
            organisations=words.number(int(str(last.organisations))),
            n=words.number(count),
        )
    return Figure(
        "companies",
        words("Enrolments through companies"),
        says,
        bars(words, items, [], says),
        [words("year"), words("enrolments"), words("organisations")],
        table,
        words(
            "Enrolments on a seat that an organisation holds. Nothing is printed if fewer than 3 "
            "organisations stand behind a number, or if one of them makes more than 85 % of it."
        ),
        words(ROUNDING),
        words("None: seats are known."),
        headline="" if last.organisations is None else words.number(int(str(last.organisations))),
    )
