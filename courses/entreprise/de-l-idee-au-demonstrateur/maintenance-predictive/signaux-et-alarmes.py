# %% [markdown]
# # Signaux et alarmes
#
# **Ce que vous allez apprendre.** Résumer un signal de capteur, fixer une alarme à partir de l'état sain,
# et compter ce qui intéresse l'atelier : pannes annoncées à temps, pannes manquées, fausses alertes.
#
# **Avant de commencer.** Le module 1. Moyenne et écart type.
#
# **Durée.** 30 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : les pompes de la station de Gérardois (14 minutes)
#
# La station d'eau (inventée) a six pompes, chacune avec un capteur de vibration, une mesure par heure.
# Les données sont **simulées** : le petit programme ci-dessous dit exactement comment. Une vraie station ne publie pas ses pannes.
#
# ### Étape 1 : lire le générateur
#
# Une pompe saine vibre autour de sa propre valeur. Une pompe qui s'use vibre de plus en plus, environ quatre jours avant de casser.

# %%
import numpy as np
import pandas as pd

rng = np.random.default_rng(seed=11)


def simuler(nom, duree_h, panne_h=None):
    """Renvoie les vibrations horaires (mm/s) d'une pompe ; l'usure commence 96 h avant la panne."""
    heures = np.arange(duree_h)
    niveau = rng.normal(2.2, 0.3)
    signal = niveau + 0.25 * rng.standard_normal(duree_h) + 0.15 * np.sin(heures / 24 * 2 * np.pi)
    if panne_h is not None:
        usure = np.clip((heures - (panne_h - 96)) / 96, 0, None)
        signal = np.where(heures < panne_h, signal + 2.0 * usure**2, np.nan)
    return pd.DataFrame({"pompe": nom, "heure": heures, "vibration": signal})


pannes = {"A": 610, "B": None, "C": 455, "D": None, "E": 690, "F": None}
releve = pd.concat([simuler(nom, 720, panne) for nom, panne in pannes.items()], ignore_index=True)
resume = releve.groupby("pompe")["vibration"].agg(["count", "mean", "std", "max"])
resume.columns = ["mesures", "moyenne", "écart type", "maximum"]
resume.round(2)

# %% [markdown]
# ### Étape 2 : regarder avant de calculer

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots(2, 1, figsize=(8, 4.2), sharex=True, sharey=True)
for axe, nom in zip(axes, ["A", "B"]):
    pompe = releve[releve["pompe"] == nom]
    axe.plot(pompe["heure"], pompe["vibration"], linewidth=0.8)
    axe.set_title(f"Pompe {nom}", loc="left")
    axe.set_ylabel("vibration (mm/s)")
axes[1].set_xlabel("heure depuis le début du relevé")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** En haut, la pompe A : un trait agité mais plat pendant 510 heures environ, puis une montée de plus en plus raide
# et plus rien à l'heure 610, où la pompe casse. En bas, la pompe B : un trait plat et agité jusqu'au bout.
#
# ### Étape 3 : résumer par fenêtres
#
# Une mesure isolée ne veut pas dire grand-chose : un camion passe, le signal saute.
# On résume chaque journée (24 mesures) par sa moyenne.

# %%
jours = (
    releve.dropna()
    .assign(jour=lambda table: table["heure"] // 24)
    .groupby(["pompe", "jour"])["vibration"]
    .mean()
    .unstack("pompe")
)
jours.tail(6).round(2)

# %% [markdown]
# Les cases `NaN` (aucune valeur) sont des jours sans mesure : la pompe est déjà cassée.

# %% [markdown]
# ### Étape 4 : apprendre ce qu'est l'état sain, pompe par pompe
#
# Chaque pompe a son niveau. On prend ses dix premiers jours, supposés sains :
# l'alarme se déclenche à la moyenne plus quatre écarts types.

# %%
sains = jours.head(10)
seuils = sains.mean() + 4 * sains.std()
seuils.round(2)

# %% [markdown]
# ### Étape 5 : déclencher, puis compter en langage d'atelier

# %%
for nom, panne in pannes.items():
    depasse = jours.index[jours[nom] > seuils[nom]]
    alarme = int(depasse[0]) if len(depasse) else None
    if panne is None:
        print(
            f"Pompe {nom} : saine, "
            + ("aucune alarme" if alarme is None else f"FAUSSE alerte au jour {alarme}")
        )
    elif alarme is None:
        print(f"Pompe {nom} : panne MANQUÉE")
    else:
        print(f"Pompe {nom} : alarme {panne - 24 * (alarme + 1)} h avant la panne")

# %% [markdown]
# Remarquez le `alarme + 1` : la moyenne du jour n'est connue qu'**à la fin** du jour.
# Compter l'avance depuis le début de la journée, ce serait se servir de mesures qui n'existent pas encore : une fuite, déguisée en avance.
#
# ## 2. À compléter : une alarme plus sévère (8 minutes)
#
# Et si l'on exigeait six écarts types ? Remplacez les points, exécutez, et dites ce que l'on gagne et ce que l'on perd.

# %%
ecarts = ...

if ecarts is ...:
    print("Pas encore de réponse : remplacez les trois points par 6, puis essayez 2.")
else:
    nouveaux = sains.mean() + ecarts * sains.std()
    for nom, panne in pannes.items():
        depasse = jours.index[jours[nom] > nouveaux[nom]]
        print(
            nom,
            "panne à",
            panne,
            "première alarme au jour",
            depasse[0] if len(depasse) else None,
        )

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# À 6 écarts types, les trois alarmes viennent un jour plus tard. À 2, deux pompes saines sonnent, et la pompe A sonne douze jours trop tôt pour que l'on y croie.
# Entre les deux, aucun réglage n'est « juste » : il dépend du prix d'une visite inutile et du prix d'un arrêt (module 1).
# </details>
#
# ## 3. À écrire : séparer par machine (8 minutes)
#
# Si des heures de la pompe A servent à apprendre et d'autres heures de la même pompe à juger, le modèle est jugé sur ce qu'il connaît.
# Écrivez une fonction qui dit si une séparation est honnête : aucune pompe des deux côtés.


# %%
def honnete(pompes_apprentissage, pompes_essai):
    """Renvoie True si aucune pompe n'est des deux côtés."""
    return ...


reponses = (honnete(["A", "B"], ["C"]), honnete(["A", "B"], ["B", "C"]))
if ... in reponses:
    print(
        "Pas encore de réponse : deux ensembles (`set`) sans élément commun, `isdisjoint` le dit."
    )
elif reponses == (True, False):
    print("Oui : la seconde séparation juge la pompe B sur elle-même.")
else:
    print(f"(True, False) attendu, {reponses!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def honnete(pompes_apprentissage, pompes_essai):
#     return set(pompes_apprentissage).isdisjoint(pompes_essai)
# ```
# </details>
#
# ## Trois idées fausses
#
# - « On a 4 300 mesures, c'est beaucoup. » On a six pompes et trois pannes : c'est le nombre de pannes qui compte.
# - « Aucune panne manquée, donc bonne alarme. » Une alarme qui sonne tout le temps n'en manque aucune.
# - « Il suffit de couper les heures au hasard en deux moitiés. » L'heure d'après ressemble à l'heure d'avant : l'essai serait une récitation.
#
# ## À retenir
#
# - Une fenêtre n'est connue qu'à sa fin : l'avance se compte de là.
# - On sépare par machine, pas par heure.
# - L'atelier compte des pannes annoncées à temps, manquées, et des fausses alertes ; pas des pourcentages d'heures.
