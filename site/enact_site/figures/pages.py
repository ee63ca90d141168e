"""The pages of the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from enact_site.figures.learners import (
    companies,
    doctoral_students,
    funnel,
    people_trained,
)
from enact_site.figures.places import origin_map, outside_and_rural
from enact_site.figures.published import Published, sources
from enact_site.figures.report import Figure
from enact_site.figures.women import women_by_field, women_over_time
from enact_site.pages import Page, other_language
from enact_site.render import render
from enact_site.words import Words, words

Maker = Callable[[Words, Published], Figure]
FOLDERS = {"fr": "chiffres", "en": "figures"}


@dataclass(frozen=True)
class Topic:
    """One page of figures.

    Attributes:
        slugs: name of the page by language.
        title: message.
        lead: message under the title.
    """

    slugs: dict[str, str]
    title: str
    lead: str
    makers: Sequence[Maker]

    def path(self, language: str) -> str:
        """Return the page's path."""
        return f"{FOLDERS[language]}/{self.slugs[language]}.md"


TOPICS = (
    Topic(
        {"fr": "personnes-formees", "en": "people-trained"},
        "People trained",
        "Grand Est wants twice as many people trained in AI. How far are we?",
        (people_trained,),
    ),
    Topic(
        {"fr": "femmes", "en": "women"},
        "Women",
        "Women by level and field, beside the ministry's figures for the same level and field.",
        (women_by_field, women_over_time),
    ),
    Topic(
        {"fr": "territoires", "en": "places"},
        "Places",
        "Where learners come from, beside where the region lives.",
        (origin_map, outside_and_rural),
    ),
    Topic(
        {"fr": "de-l-invitation-a-la-fin", "en": "from-invitation-to-the-end"},
        "From invitation to the end",
        "Who is invited, who enrols, who passes a first question, who finishes.",
        (lambda w, p: funnel(w, p, "gender"), lambda w, p: funnel(w, p, "rural")),
    ),
    Topic(
        {"fr": "doctorat", "en": "doctoral-students"},
        "Doctoral students",
        "How many of our doctoral students come from abroad.",
        (doctoral_students,),
    ),
    Topic(
        {"fr": "entreprises", "en": "companies"},
        "Companies",
        "What companies ask us to train.",
        (companies,),
    ),
)


def figure_pages(published: Published, language: str, folder: Path) -> list[Page]:
    """Return the pages of the figures and write their CSV files to `folder/<figures>/data`."""
    word = words(language)
    if not published.years:
        return [_index(word, published, [])]
    made = [(topic, [maker(word, published) for maker in topic.makers]) for topic in TOPICS]
    downloads = folder / FOLDERS[language] / "data"
    downloads.mkdir(parents=True, exist_ok=True)
    for _, figures in made:
        for figure in figures:
            text = figure.csv(word, is_demo=published.is_demo)
            (downloads / _file_name(published, figure)).write_text(text, "utf-8")
    return [
        _index(word, published, made),
        *(
            _page(word, published, topic, figures, order)
            for order, (topic, figures) in enumerate(made, 2)
        ),
    ]


def _file_name(published: Published, figure: Figure) -> str:
    return f"{'demo-' if published.is_demo else ''}{figure.slug}.csv"


def _index(
    word: Words, published: Published, made: Sequence[tuple[Topic, Sequence[Figure]]]
) -> Page:
    cards = [
        {
            "title": word(topic.title),
            "headline": figures[0].headline,
            "says": figures[0].says,
            "url": f"{topic.slugs[word.language]}.html",
        }
        for topic, figures in made
    ]
    body = render("figures-index.md.j2", word, published=published, cards=cards)
    meta = {"title": word("Figures"), "order": 1, "hide": ["navigation", "toc"]}
    meta["description"] = word("Equity and outreach in figures that single nobody out.")
    language = word.language
    return Page(
        language, f"{FOLDERS[language]}/index.md", body, meta,
        f"{FOLDERS[other_language(language)]}/index.md",
    )  # fmt: skip


def _page(
    word: Words, published: Published, topic: Topic, figures: Sequence[Figure], order: int
) -> Page:
    items = [
        {
            "figure": figure,
            "picture": Markup(figure.picture),  # noqa: S704
            "file": f"data/{_file_name(published, figure)}",
            "sources": [sources()[name] for name in figure.sources],
        }
        for figure in figures
    ]
    body = render(
        "figures.md.j2", word, published=published, topic=topic, items=items,
        method=word("method.html"),
    )  # fmt: skip
    meta = {"title": word(topic.title), "order": order, "hide": ["navigation", "toc"]}
    meta["description"] = word(topic.lead)
    other = other_language(word.language)
    return Page(word.language, topic.path(word.language), body, meta, topic.path(other))
