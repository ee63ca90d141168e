"""Fabrique arbres.csv : un relevé forestier imaginaire, avec les défauts des vrais relevés.

Utilisation, depuis ce dossier : python generer_arbres.py
"""

import csv
import random
from pathlib import Path

COMMUNES = ["Grange-aux-Loups", "Haut-du-Ban", "Neuve-Fontaine", "Val-Serein"]
ESSENCES = {"sapin": 1.00, "épicéa": 1.05, "hêtre": 0.85, "chêne": 0.75}
NON_MESURE = -999


def arbre(numero: int, tirage: random.Random) -> list[object]:
    """Tire un arbre : sa circonférence, puis une hauteur qui en dépend."""
    essence = tirage.choice(list(ESSENCES))
    circonference = round(tirage.gauss(135, 38))
    hauteur = round(
        ESSENCES[essence] * 2.45 * max(circonference, 40) ** 0.5 + tirage.gauss(0, 2), 1
    )
    # Le télémètre de l'équipe tombait souvent en panne dans les vieilles parcelles :
    # plus l'arbre est gros, plus sa hauteur risque de manquer.
    absente = tirage.random() < (0.45 if circonference > 160 else 0.04)
    if tirage.random() < 0.06:
        circonference = NON_MESURE
    annee = tirage.choice([2023, 2024, 2025])
    return [
        numero,
        tirage.choice(COMMUNES),
        essence,
        circonference,
        "" if absente else hauteur,
        annee,
    ]


def main() -> None:
    """Écrit les 120 arbres, puis deux fautes de frappe choisies à la main."""
    tirage = random.Random(2025)
    lignes = [arbre(numero, tirage) for numero in range(1, 121)]
    lignes[16][4] = 263.0
    lignes[73][4] = 2.1
    with Path("arbres.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecriture = csv.writer(fichier, lineterminator="\n")
        ecriture.writerow(
            ["numero", "commune", "essence", "circonference_cm", "hauteur_m", "annee"]
        )
        ecriture.writerows(lignes)


if __name__ == "__main__":
    main()
