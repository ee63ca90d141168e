"""Fabrique parcelles.csv : un suivi imaginaire du mildiou dans 48 parcelles de vigne.

Utilisation, depuis ce dossier : python generer_parcelles.py
"""

from pathlib import Path

import numpy as np
import pandas as pd


def suivre(noms: list[str], graine: int) -> pd.DataFrame:
    """Tire vingt-cinq relevés par parcelle, du printemps à l'été, et l'apparition du mildiou."""
    hasard = np.random.default_rng(graine)
    lignes = []
    for nom in noms:
        age = int(hasard.integers(5, 50))
        # Chaque parcelle a sa sensibilité, que rien ne mesure.
        sensibilite = hasard.normal(0, 0.4)
        for jour in sorted(hasard.choice(np.arange(90, 240), 25, replace=False)):
            saison = np.sin(np.pi * (jour - 90) / 150)
            temperature = 9 + 13 * saison + hasard.normal(0, 3)
            pluie = hasard.gamma(0.6, 6)
            humidite = np.clip(55 + 1.6 * pluie + hasard.normal(0, 9), 25, 100)
            mouillure = np.clip(0.25 * (humidite - 50) + 0.3 * pluie + hasard.normal(0, 2), 0, 24)
            logit = (
                -3.1
                + 0.28 * mouillure
                - 0.035 * (temperature - 19) ** 2
                + 0.012 * (age - 25)
                + sensibilite
            )
            mildiou = int(hasard.random() < 1 / (1 + np.exp(-logit)))
            # Le traitement est décidé après coup, quand les taches sont visibles.
            traitement = int(hasard.random() < (0.85 if mildiou else 0.08))
            if hasard.random() < 0.06:
                humidite = -1
            if hasard.random() < 0.04:
                mouillure = np.nan
            lignes.append([nom, jour, age, temperature, humidite, pluie, mouillure, traitement, mildiou])
    colonnes = [
        "parcelle",
        "jour",
        "age_ans",
        "temperature_c",
        "humidite_pct",
        "pluie_mm",
        "mouillure_h",
        "traitement_sous_10_jours",
        "mildiou_sous_7_jours",
    ]
    return pd.DataFrame(lignes, columns=colonnes).round(1)


def main() -> None:
    """Écrit les 48 parcelles, avec une soixantaine de lignes recopiées deux fois."""
    tableau = suivre([f"P{numero:02d}" for numero in range(1, 49)], graine=2026)
    doublons = tableau.sample(60, random_state=7)
    melange = pd.concat([tableau, doublons]).sample(frac=1, random_state=8)
    melange.to_csv(Path("parcelles.csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
