"""Fabrique mares.csv : un relevé imaginaire de mares, avec les défauts des vrais relevés.

Utilisation, depuis ce dossier : python generer_mares.py
"""

import csv
import math
import random
from pathlib import Path

COMMUNES = ["Grange-aux-Loups", "Haut-du-Ban", "Neuve-Fontaine", "Val-Serein"]
PARTS = [15, 25, 38, 22]
COLONNES = [
    "mare",
    "commune",
    "surface_m2",
    "profondeur_cm",
    "ph",
    "foret_m",
    "poissons",
    "tritons_comptes",
    "tritons",
]
NON_MESUREE = -1


def mare(numero: int, tirage: random.Random) -> list[object]:
    """Tire une mare, puis la présence de tritons, qui en dépend."""
    surface = round(tirage.lognormvariate(4.4, 0.7))
    profondeur = round(min(200, max(15, tirage.gauss(80, 30))))
    acidite = round(tirage.gauss(7.1, 0.5), 1)
    foret = round(tirage.expovariate(1 / 250))
    poissons = tirage.random() < (0.55 if surface > 120 else 0.25)
    note = 1.3 - 3.4 * poissons - 0.006 * foret + 0.025 * (profondeur - 80)
    tritons = tirage.random() < 1 / (1 + math.exp(-note))
    comptes = tirage.randint(1, 24) if tritons else 0
    return [
        f"M{numero:03d}",
        tirage.choices(COMMUNES, PARTS)[0],
        surface,
        NON_MESUREE if tirage.random() < 0.09 else profondeur,
        "?" if tirage.random() < 0.07 else str(acidite).replace(".", ","),
        foret,
        "oui" if poissons else "non",
        comptes,
        "oui" if tritons else "non",
    ]


def main() -> None:
    """Écrit 260 mares, dont huit recopiées deux fois."""
    tirage = random.Random(2027)
    lignes = [mare(numero, tirage) for numero in range(1, 261)]
    for numero in (7, 31, 58, 96, 140, 173, 211, 249):
        lignes.insert(numero + 5, list(lignes[numero]))
    with Path("mares.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecriture = csv.writer(fichier, lineterminator="\n")
        ecriture.writerow(COLONNES)
        ecriture.writerows(lignes)


if __name__ == "__main__":
    main()
