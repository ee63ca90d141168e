"""An invented population, the same for the same seed, to show the figures before there are any."""

import numpy as np
import pandas as pd

from hub_config.campus.disclosure import (
    ABROAD,
    DEPARTMENTS,
    DEPARTMENTS_WITH_METROPOLE,
    OTHER_REGION,
    STAGES,
    UNKNOWN,
    CourseNode,
)
from hub_config.campus.statistics import COLUMNS

YEARS = (2022, 2023, 2024, 2025)
PEOPLE = (900, 1180, 1520, 1960)
# Course, size relative to the others, share of women in the first year.
COURSES: tuple[tuple[CourseNode, float, float], ...] = (
    (CourseNode("demo-donnees", "licence", "any"), 4.0, 0.42),
    (CourseNode("demo-python", "licence", "computing"), 3.0, 0.16),
    (CourseNode("demo-statistiques", "licence", "mathematics"), 1.6, 0.36),
    (CourseNode("demo-biologie", "licence", "biology"), 1.4, 0.60),
    (CourseNode("demo-apprentissage", "master", "computing"), 2.4, 0.24),
    (CourseNode("demo-images-medicales", "master", "health"), 1.1, 0.51),
    (CourseNode("demo-materiaux", "master", "materials"), 0.8, 0.34),
    (CourseNode("demo-capteurs", "master", "engineering"), 0.9, 0.22),
    (CourseNode("demo-causalite", "doctorat", "health"), 0.7, 0.48),
    (CourseNode("demo-experiences", "doctorat", "computing"), 0.8, 0.27),
    (CourseNode("demo-demonstrateur", "entreprise", "any"), 1.2, 0.30),
    (CourseNode("demo-qualite", "entreprise", "engineering"), 0.4, 0.24),
)
# Where learners come from: weights of the ten departments, other regions, abroad, no answer.
ORIGINS = {
    **dict(zip(DEPARTMENTS, (24, 30, 66, 13, 118, 19, 105, 150, 88, 44), strict=True)),
    OTHER_REGION: 130,
    ABROAD: 95,
    UNKNOWN: 120,
}
INSIDE_METROPOLE = {"54": 0.46, "57": 0.33, "67": 0.55, OTHER_REGION: 0.45}
RURAL = dict(
    zip(DEPARTMENTS, (0.42, 0.36, 0.30, 0.55, 0.22, 0.62, 0.27, 0.22, 0.21, 0.55), strict=True)
)
UNKNOWN_GENDER = 0.12
STAGE_SHARES = {"licence": (9, 17, 30, 44), "master": (6, 12, 24, 58)}
OTHER_STAGE_SHARES = (5, 12, 23, 60)
ORGANISATIONS = 14


def demo_courses() -> dict[int, list[CourseNode]]:
    """Return the courses of the invented population, offered every year."""
    return {year: [node for node, _, _ in COURSES] for year in YEARS}


def demo_records(seed: int = 2026) -> pd.DataFrame:
    """Return the enrolments of the invented population."""
    rng = np.random.default_rng(seed)
    frames = [_year(rng, year, size) for year, size in zip(YEARS, PEOPLE, strict=True)]
    return pd.concat(frames, ignore_index=True)[list(COLUMNS)]


def _year(rng: np.random.Generator, year: int, size: int) -> pd.DataFrame:
    weights = np.array([weight for _, weight, _ in COURSES])
    picks = rng.choice(len(COURSES), size=size, p=weights / weights.sum())
    women = np.array([share for _, _, share in COURSES]) + 0.015 * (year - YEARS[0])
    nodes = [COURSES[pick][0] for pick in picks]
    known = np.where(rng.random(size) < women[picks], "woman", "man")
    frame = pd.DataFrame(
        {
            # One person in twelve takes two courses in a year.
            "person": year * 100_000 + rng.integers(0, int(size * 6), size=size),
            "year": year,
            "course": [node.course for node in nodes],
            "level": [node.level for node in nodes],
            "field": [node.field for node in nodes],
            "gender": np.where(rng.random(size) < UNKNOWN_GENDER, UNKNOWN, known),
        }
    )
    frame = frame.drop_duplicates(["person", "course"]).reset_index(drop=True)
    frame["stage"] = [_stage(rng, level) for level in frame["level"]]
    frame["is_trained"] = frame["stage"].eq("finished") | (
        frame["stage"].eq("passed") & (rng.random(len(frame)) < 0.5)
    )
    is_doctoral = frame["level"].eq("doctorat").to_numpy() & (rng.random(len(frame)) < 0.9)
    frame["status"] = np.where(is_doctoral, "doctoral", "other")
    origins = pd.DataFrame([_origin(rng, doctoral) for doctoral in is_doctoral])
    is_company = frame["level"].eq("entreprise").to_numpy()
    frame["via"] = np.where(is_company, "organisation", "person")
    sizes = 1.0 / np.arange(1, ORGANISATIONS + 1)
    chosen = rng.choice(ORGANISATIONS, size=len(frame), p=sizes / sizes.sum())
    frame["organisation"] = pd.Series(chosen).where(is_company)
    return pd.concat([frame, origins], axis=1)


def _stage(rng: np.random.Generator, level: str) -> str:
    shares = np.array(STAGE_SHARES.get(level, OTHER_STAGE_SHARES), dtype=float)
    return STAGES[int(rng.choice(len(STAGES), p=shares / shares.sum()))]


def _origin(rng: np.random.Generator, is_doctoral: bool) -> dict[str, str]:
    weights = np.array(list(ORIGINS.values()), dtype=float)
    if is_doctoral:
        weights[list(ORIGINS).index(ABROAD)] *= 6
    department = str(rng.choice(list(ORIGINS), p=weights / weights.sum()))
    if department in (ABROAD, UNKNOWN):
        return dict.fromkeys(("department", "metropole", "rural", "origin"), department)
    may_be_inside = department in {*DEPARTMENTS_WITH_METROPOLE, OTHER_REGION}
    is_inside = may_be_inside and rng.random() < INSIDE_METROPOLE[department]
    is_rural = not is_inside and rng.random() < RURAL.get(department, 0.3) * 1.3
    return {
        "department": department,
        "metropole": "inside" if is_inside else "outside",
        "rural": "rural" if is_rural else "urban",
        "origin": "france",
    }
