# ruff: noqa: E501
"""Course folders for tests and benchmarks of the site: small, valid, as many as asked."""

import json
from pathlib import Path

THEMES = (
    ("licence", "Lire des données", "Read data", ["any"], 12, "lire"),
    (
        "licence",
        "Calculer avec des tableaux",
        "Compute with arrays",
        ["mathematics"],
        20,
        "calculer",
    ),
    (
        "master",
        "Apprendre à partir d'images",
        "Learn from images",
        ["computing", "health"],
        30,
        "voir",
    ),
    (
        "master",
        "Prévoir des séries de capteurs",
        "Forecast sensor series",
        ["engineering"],
        24,
        "prevoir",
    ),
    (
        "master",
        "Modèles pour la chimie",
        "Models for chemistry",
        ["chemistry", "materials"],
        28,
        "chimie",
    ),
    ("doctorat", "Causal inference", "Causal inference", ["health", "economics"], 16, "causes"),
    ("doctorat", "Reproducible experiments", "Reproducible experiments", ["any"], 10, "refaire"),
    (
        "entreprise",
        "De l'idée au démonstrateur",
        "From idea to demonstrator",
        ["any"],
        6,
        "demontrer",
    ),
)


def write_courses(folder: Path, count: int = len(THEMES)) -> Path:
    """Write `skills.toml` and `count` courses below a folder; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "skills.toml").write_text("\n".join(map(_skill, range(len(THEMES)))), "utf-8")
    for number in range(count):
        _write_course(folder, number)
    return folder


def slug(number: int) -> str:
    """Return the slug of a sample course."""
    return f"cours-{number}"


def _skill(index: int) -> str:
    level, title, title_en, _, _, name = THEMES[index]
    needs = json.dumps([THEMES[index - 1][5]] if index else [])
    return (
        f'[{name}]\ntitle = {{ fr = "{title}", en = "{title_en}" }}\n'
        f'level = "{level}"\nrequires = {needs}\nrome = "M1405"\n'
    )


def _write_course(folder: Path, number: int) -> None:
    level, title, title_en, fields, hours, skill = THEMES[number % len(THEMES)]
    turn = number // len(THEMES)
    title, title_en = (f"{t} {turn + 1}" if turn else t for t in (title, title_en))
    language = "en" if level == "doctorat" else "fr"
    course = folder / level / slug(number)
    module = course / "module-unique"
    assignment = module / "devoir"
    assignment.mkdir(parents=True)
    (course / "README.md").write_text(
        f"# {title}\n\nUne introduction écrite.\n\n## Durée\n{hours} h\n"
    )
    (course / "course.toml").write_text(
        f"""
title = {{ fr = "{title}", en = "{title_en}" }}
summary = {{ fr = "Des données réelles, des modèles simples, et des preuves que cela marche.", en = "Real data, simple models, and proof that it works." }}
language = "{language}"
fields = {json.dumps(fields)}
hours = {hours}
audience = {{ fr = "Toute personne curieuse.", en = "Anyone curious." }}
prerequisites = [{{ fr = "Mathématiques du lycée", en = "School mathematics" }}]
objectives = [{{ fr = "Décrire un jeu de données avec `describe`", en = "Describe a data set with `describe`" }}]
assessment = {{ fr = "Exercices corrigés automatiquement.", en = "Autograded exercises." }}
format = "{"blended" if level == "entreprise" else "online"}"
price_eur = {950 if level == "entreprise" else 0}
access_delay_days = {10 if level == "entreprise" else 0}
accessibility = {{ contact = "handicap@example.org" }}
licence = "CC-BY-4.0"
authors = [{{ name = "Équipe ENACT", affiliation = "Cluster IA Grand Est" }}]
modules = ["module-unique"]
""",
        "utf-8",
    )
    (module / "README.md").write_text("# Module\n")
    (module / "module.toml").write_text(
        f'title = "Module unique"\nobjectives = ["Savoir calculer une moyenne"]\nhours = {hours}\n'
        'takeaway = "Une moyenne ne dit pas tout."\nassignments = ["devoir"]\n',
        "utf-8",
    )
    (assignment / "assignment.toml").write_text(
        'title = "Devoir"\nexercises = ["moyennes"]\nduration_min = 40\n\n'
        f'[skills]\nmoyenne = ["{skill}"]\n',
        "utf-8",
    )
    (assignment / "moyennes.py").write_text(EXERCISE, "utf-8")


EXERCISE = '''# %% [markdown]
# # Moyennes

# %% solution="moyenne"
def moyenne(valeurs):
    """Renvoie la moyenne d'une liste."""
    ### BEGIN SOLUTION
    return sum(valeurs) / len(valeurs)
    ### END SOLUTION


# %% points=2 tests="moyenne"
assert moyenne([1, 2, 6]) == 3, f"3 attendu, {moyenne([1, 2, 6])!r} obtenu"
### BEGIN HIDDEN TESTS
assert moyenne([4, 5]) == 4.5, f"4.5 attendu, {moyenne([4, 5])!r} obtenu"
### END HIDDEN TESTS
'''
