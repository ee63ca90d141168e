# %% [markdown]
# # Exercice 2.2 : régler l'alarme, puis la juger
#
# Les signaux sont prêts. Il reste à décider quand sonner, et à compter ce que l'atelier y gagne. **Séance de 30 minutes, plus une question rédigée.**

# %%
import numpy as np

sain = np.array([2.0, 2.2, np.nan, 1.8, 2.0])

# %% [markdown]
# ## Question 1 : le seuil de l'état sain (8 minutes)
#
# Écrivez `seuil_sain`, qui reçoit les mesures d'une période saine et un nombre k,
# et renvoie la **moyenne plus k écarts types** (écart type d'échantillon, qui divise par n - 1).
# Les mesures manquantes (`nan`) sont ignorées. Avec moins de deux mesures connues, il n'y a pas d'écart type : levez une `ValueError`.


# %% solution="seuil-sain"
def seuil_sain(mesures, k):
    """Renvoie la moyenne plus k écarts types d'échantillon des mesures connues."""
    ### BEGIN SOLUTION
    mesures = np.asarray(mesures, dtype=float)
    connues = mesures[~np.isnan(mesures)]
    if len(connues) < 2:
        raise ValueError("au moins deux mesures connues attendues")
    return connues.mean() + k * connues.std(ddof=1)
    ### END SOLUTION


# %% points=2 tests="seuil-sain"
obtenu = seuil_sain(sain, 3)
assert abs(obtenu - 2.489898) < 1e-5, (
    f"seuil_sain(sain, 3) : environ 2.4899 attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for mesures, k, attendu in [
    ([1.0, 3.0], 1, 2 + 2**0.5),
    ([4.0, 4.0, 4.0, np.nan], 5, 4.0),
    ([0.0, 0.0, 6.0], 2, 2 + 2 * 12**0.5),
    ([5.0, 7.0, 9.0], 0, 7.0),
]:
    obtenu = seuil_sain(np.array(mesures), k)
    assert abs(obtenu - attendu) < 1e-9, (
        f"mesures {mesures!r}, k = {k} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
for mesures in ([3.0], [np.nan, 3.0, np.nan], []):
    try:
        obtenu = seuil_sain(np.array(mesures), 3)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"mesures {mesures!r} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : attendre confirmation (10 minutes)
#
# Un chariot élévateur passe, le capteur saute : une seule mesure ne suffit pas.
# Écrivez `premiere_alarme`, qui reçoit un signal, un seuil et un nombre de confirmations,
# et renvoie l'indice de la mesure qui **complète** la première série d'autant de dépassements **consécutifs**
# (strictement au-dessus du seuil), ou `None` s'il n'y en a pas. Une mesure manquante n'est pas un dépassement.


# %% solution="premiere-alarme"
def premiere_alarme(signal, seuil, confirmations):
    """Renvoie l'indice où la série de dépassements est complète, ou None."""
    ### BEGIN SOLUTION
    suite = 0
    for indice, mesure in enumerate(signal):
        suite = suite + 1 if mesure > seuil else 0
        if suite == confirmations:
            return indice
    return None
    ### END SOLUTION


# %% points=2 tests="premiere-alarme"
obtenu = premiere_alarme([1, 6, 1, 6, 7, 1], 5, 2)
assert obtenu == 4, f"premiere_alarme([1, 6, 1, 6, 7, 1], 5, 2) : 4 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for mesures, seuil, confirmations, attendu in [
    ([1, 6, 1], 5, 1, 1),
    ([6, 6, 1, 6, 6], 5, 3, None),
    ([5, 5, 5, 6], 5, 1, 3),
    ([9, 9, 9, 9], 5, 3, 2),
    ([9, float("nan"), 9, 9], 5, 2, 3),
    ([], 5, 1, None),
    ([6, 1, 6, 1, 6, 6, 6], 5, 3, 6),
]:
    obtenu = premiere_alarme(mesures, seuil, confirmations)
    assert obtenu == attendu, (
        f"signal {mesures!r}, seuil {seuil}, {confirmations} confirmations : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le bilan de l'atelier (12 minutes)
#
# Écrivez `bilan`, qui reçoit deux dictionnaires machine → heure (ou `None`), celui des alarmes et celui des pannes,
# avec les mêmes machines, et le **préavis** nécessaire pour intervenir, en heures. Elle renvoie un dictionnaire :
#
# - `"utiles"` : pannes annoncées au moins `preavis` heures avant ;
# - `"tardives"` : pannes annoncées trop tard (ou après coup) ;
# - `"manquees"` : pannes sans alarme ;
# - `"fausses"` : alarmes sans panne.


# %% solution="bilan"
def bilan(alarmes, pannes, preavis):
    """Renvoie le nombre d'alarmes utiles, tardives, fausses et de pannes manquées."""
    ### BEGIN SOLUTION
    compte = {"utiles": 0, "tardives": 0, "manquees": 0, "fausses": 0}
    for machine, panne in pannes.items():
        alarme = alarmes[machine]
        if panne is None:
            if alarme is not None:
                compte["fausses"] += 1
        elif alarme is None:
            compte["manquees"] += 1
        elif panne - alarme >= preavis:
            compte["utiles"] += 1
        else:
            compte["tardives"] += 1
    return compte
    ### END SOLUTION


# %% points=3 tests="bilan"
alarmes = {"P1": 100, "P2": None, "P3": 40, "P4": None}
pannes = {"P1": 150, "P2": 80, "P3": None, "P4": None}
obtenu = bilan(alarmes, pannes, 24)
attendu = {"utiles": 1, "tardives": 0, "manquees": 1, "fausses": 1}
assert obtenu == attendu, (
    f"alarmes {alarmes!r}, pannes {pannes!r}, préavis 24 : {attendu!r} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for alarmes, pannes, preavis, attendu in [
    (
        {"a": 76, "b": 77, "c": 110},
        {"a": 100, "b": 100, "c": 100},
        24,
        {"utiles": 1, "tardives": 2, "manquees": 0, "fausses": 0},
    ),
    (
        {"a": 0, "b": 0},
        {"a": 48, "b": None},
        48,
        {"utiles": 1, "tardives": 0, "manquees": 0, "fausses": 1},
    ),
    (
        {"a": None, "b": None},
        {"a": 5, "b": 0},
        1,
        {"utiles": 0, "tardives": 0, "manquees": 2, "fausses": 0},
    ),
    ({}, {}, 10, {"utiles": 0, "tardives": 0, "manquees": 0, "fausses": 0}),
    (
        {"a": 1, "b": 2, "c": 3, "d": None},
        {"a": None, "b": None, "c": 4, "d": None},
        2,
        {"utiles": 0, "tardives": 1, "manquees": 0, "fausses": 2},
    ),
]:
    obtenu = bilan(alarmes, pannes, preavis)
    assert obtenu == attendu, (
        f"alarmes {alarmes!r}, pannes {pannes!r}, préavis {preavis} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : l'alarme que l'on n'écoute plus (10 minutes)
#
# Au bout de trois mois, le bilan de la papeterie est : 4 alarmes utiles, 0 panne manquée, 61 fausses alertes.
# Sur le papier, aucune panne n'a échappé. Dans l'atelier, Samira et Thierry ont débranché le voyant.
#
# En dix lignes : pourquoi ont-ils raison de leur point de vue, que faut-il chiffrer pour en décider,
# et quelles **deux** modifications proposez-vous, avec ce que chacune fait perdre ?

# %% [markdown] points=3 written="alarme-ecoutee"
# **Réponse attendue.** Une alarme sur seize seulement dit vrai (4 sur 65) : se déranger à chaque fois coûte plus que cela ne rapporte,
# et l'attention s'use. À chiffrer : le temps d'une visite inutile, le coût d'un arrêt, donc le nombre de fausses alertes
# que l'on accepte pour éviter une panne. Modifications possibles : relever le seuil ou exiger plus de confirmations
# (on perd de l'avance, peut-être une panne) ; un seuil par presse appris sur son propre état sain (il faut une période saine par presse) ;
# deux niveaux, une surveillance sans visite puis une alarme (plus complexe) ; ajouter un second capteur (prix).
#
# **Barème.** 1 point : la part d'alarmes vraies et l'usure de l'attention.
# 1 point : une comparaison de coûts, visite contre arrêt.
# 1 point : deux modifications, chacune avec sa contrepartie.
