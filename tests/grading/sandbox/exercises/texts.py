# ruff: noqa
# fmt: off
# %% given
import json
import re
from collections import Counter, namedtuple
from datetime import date, timedelta
from pathlib import Path

texte = "Le chat dort. Le chien court, le chat mange !"
Path("journal.csv").write_text("jour,valeur\n2024-01-01,3\n2024-01-02,5\n")

# %% student
import csv
from collections import defaultdict


def mots(texte):
    return re.findall(r"\w+", texte.lower())


def frequences(texte):
    return Counter(mots(texte))


def index(liste):
    resultat = defaultdict(list)
    for position, mot in enumerate(liste):
        resultat[mot[0]].append(mot)
    return resultat


def lire(chemin):
    with open(chemin) as fichier:
        return list(csv.DictReader(fichier))


def lignes(fichier):
    return sum(1 for _ in fichier)


Mesure = namedtuple("Mesure", "jour valeur")


def mesures(lignes):
    return [Mesure(date.fromisoformat(l["jour"]), int(l["valeur"])) for l in lignes]


def prochain(jour):
    return jour + timedelta(days=1)


def voyelles(mot):
    return {lettre for lettre in mot if lettre in "aeiouy"}


def demander():
    age = int(input("Âge ? "))
    return "majeur" if age >= 18 else "mineur"


def palindrome(s):
    s = s.lower()
    return s == s[::-1]


def exporter(donnees, chemin):
    with open(chemin, "w") as f:
        json.dump(donnees, f)


def inverser(d):
    return {v: k for k, v in d.items()}


def paires(a, b):
    return zip(a, b)


# %% check
assert mots(texte)[:3] == ["le", "chat", "dort"]
assert frequences(texte)["chat"] == 2
assert frequences(texte).most_common(1) == [("le", 3)]

# %% check
i = index(["ane", "bus", "arc"])
assert i["a"] == ["ane", "arc"]
assert i["z"] == []
assert set(i) == {"a", "b", "z"}

# %% check
assert lire("journal.csv")[1]["valeur"] == "5"
assert len(lire("journal.csv")) == 2

# %% check
import io

assert lignes(io.StringIO("a\nb\nc")) == 3

# %% check
m = mesures(lire("journal.csv"))
assert m[0].valeur == 3
assert m[0] == (date(2024, 1, 1), 3)
assert isinstance(m[0], Mesure)

# %% check
assert prochain(date(2024, 2, 28)) == date(2024, 2, 29)
assert voyelles("oiseau") == set("oieau")

# %% check
from unittest.mock import patch

with patch("builtins.input", return_value="17"):
    assert demander() == "mineur"
with patch("builtins.input", side_effect=["20"]) as asked:
    assert demander() == "majeur"

# %% check
assert palindrome("Kayak") is True
assert palindrome("chat") is False

# %% check
exporter({"a": 1}, "sortie.json")
assert json.loads(Path("sortie.json").read_text()) == {"a": 1}

# %% check
assert inverser({"a": 1, "b": 2}) == {1: "a", 2: "b"}
assert inverser({}) == {}

# %% check
assert list(paires([1, 2], "ab")) == [(1, "a"), (2, "b")]
assert dict(paires("xy", [3, 4])) == {"x": 3, "y": 4}

# %% answer: another
def mots(texte):
    return [m for m in re.split(r"\W+", texte.lower()) if m]


def frequences(texte):
    c = Counter()
    for m in mots(texte):
        c[m] += 1
    return c


from collections import defaultdict


def index(liste):
    d = defaultdict(lambda: [])
    for mot in liste:
        d[mot[0]] += [mot]
    return d


def lire(chemin):
    entete, *reste = Path(chemin).read_text().strip().split("\n")
    return [dict(zip(entete.split(","), ligne.split(","))) for ligne in reste]


def lignes(fichier):
    return len(fichier.readlines())


from typing import NamedTuple


class Mesure(NamedTuple):
    jour: date
    valeur: int


def mesures(lignes):
    return [Mesure(jour=date(*map(int, l["jour"].split("-"))), valeur=int(l["valeur"])) for l in lignes]


def prochain(jour):
    return date.fromordinal(jour.toordinal() + 1)


def voyelles(mot):
    return set(mot) & set("aeiouy")


def demander():
    return ["mineur", "majeur"][int(input()) >= 18]


def palindrome(s):
    return list(s.lower()) == list(reversed(s.lower()))


def exporter(donnees, chemin):
    Path(chemin).write_text(json.dumps(donnees, indent=2))


def inverser(d):
    return dict(zip(d.values(), d.keys()))


def paires(a, b):
    return [(x, y) for x, y in zip(a, b)]


# %% answer: wrong
def mots(texte):
    return texte.split()


def frequences(texte):
    return {m: mots(texte).count(m) for m in mots(texte)}


def index(liste):
    d = {}
    for mot in liste:
        d.setdefault(mot[0], []).append(mot)
    return d


def lire(chemin):
    return open(chemin).read()


def lignes(fichier):
    return fichier.count("\n")


def mesures(lignes):
    return [(l["jour"], l["valeur"]) for l in lignes]


def prochain(jour):
    return jour.replace(day=jour.day + 1)


def voyelles(mot):
    return [l for l in mot if l in "aeiou"]


def demander():
    age = input("Âge ? ")
    return "majeur" if age >= 18 else "mineur"


def palindrome(s):
    return s == s[::-1]


def exporter(donnees, chemin):
    print(donnees)


def inverser(d):
    for k in d:
        d[d[k]] = k
    return d


def paires(a, b):
    return a + list(b)
