# %% [markdown]
# # Du cadrage à la décision
#
# **Ce que vous allez apprendre.** Écrire une page de cadrage, choisir la taille de l'essai, lire un résultat avec son intervalle,
# et décider selon une règle écrite d'avance.
#
# **Avant de commencer.** Les modules 1 à 4, ou au moins le premier.
#
# **Durée.** 30 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : les soudures de Sedan (15 minutes)
#
# L'atelier d'Hélène et Mourad (inventé) veut qu'une caméra repère les soudures à reprendre. Un prestataire promet « 95 % de réussite ».
#
# ### Étape 1 : écrire la question
#
# « La caméra repère-t-elle au moins **90 %** des soudures à reprendre, sur notre ligne, en équipe de jour et de nuit ? »
# Une question a un chiffre, un lieu et des conditions. « Voir ce que l'IA peut nous apporter » n'en est pas une.
#
# ### Étape 2 : écrire la règle avant l'essai
#
# On ne connaîtra jamais le vrai taux, seulement un intervalle, calculé par une méthode qui a raison 95 fois sur 100. La règle :
#
# - **continuer** si tout l'intervalle est au-dessus de 90 % ;
# - **arrêter** s'il est tout entier au-dessous ;
# - **mesurer encore** sinon, **une seule fois**, avec un nombre de soudures fixé d'avance.
#
# Pourquoi une seule ? Qui regarde après chaque lot et s'arrête dès que le résultat plaît finit toujours par être content : chaque coup d'œil est une nouvelle chance de se tromper.
#
# ### Étape 3 : lire un résultat
#
# Le premier essai : 38 soudures repérées sur 40. Cela fait 95 %, comme promis. Regardons l'intervalle de Wilson,
# qui reste juste pour de petits nombres.

# %%
import math


def wilson(reussites, essais, z=1.96):
    """Renvoie les bornes de l'intervalle de Wilson à 95 %."""
    part = reussites / essais
    centre = (part + z**2 / (2 * essais)) / (1 + z**2 / essais)
    demi = z / (1 + z**2 / essais) * math.sqrt(part * (1 - part) / essais + z**2 / (4 * essais**2))
    return centre - demi, centre + demi


bas, haut = wilson(38, 40)


def pour_cent(part):
    """Renvoie une part comme on l'écrit : 83,5 %."""
    return f"{100 * part:.1f} %".replace(".", ",")


print(f"38 sur 40 : entre {pour_cent(bas)} et {pour_cent(haut)}")

# %% [markdown]
# L'intervalle descend sous 90 % : la règle dit **mesurer encore**. « 95 % » était vrai, et ne prouvait rien.
#
# ### Étape 4 : choisir la taille de l'essai
#
# Combien de soudures faut-il ? On regarde comment l'intervalle rétrécit, si le taux observé reste 95 %.

# %%
import matplotlib.pyplot as plt

tailles = [20, 40, 80, 160, 320, 640]
bornes = [wilson(round(0.95 * taille), taille) for taille in tailles]
figure, axe = plt.subplots(figsize=(7, 3.4))
for taille, (bas, haut) in zip(tailles, bornes):
    axe.plot([taille, taille], [100 * bas, 100 * haut], color="tab:blue", linewidth=3)
axe.axhline(90, linestyle="--", color="black")
axe.set_xscale("log")
axe.set_xticks(tailles, [str(taille) for taille in tailles])
axe.minorticks_off()
axe.set_xlabel("nombre de soudures essayées")
axe.set_ylabel("taux de repérage possible (%)")
axe.set_title("Ce que prouve un taux observé de 95 %")
plt.show()

# %% [markdown]
# **La figure en mots.** Une barre verticale par taille d'essai : de 76 à 99 % pour 20 soudures, de 83,5 à 98,6 % pour 40.
# Elle se resserre vers 95 % à mesure que l'on essaie davantage.
# Le bas de la barre passe au-dessus de la ligne en tirets, à 90 %, à partir de 160 soudures environ.
#
# ### Étape 5 : chiffrer
#
# 160 soudures à reprendre, c'est trois semaines de production. Il faut quelqu'un pour les vérifier à la main : deux jours de Mourad.
# Ajoutez la caméra louée, la prestation, l'énergie. Ce total se compare à ce que rapporterait un oui (module 1), pas à zéro.
#
# ### Étape 6 : tenir la règle
#
# Deuxième essai : 147 repérées sur 160.

# %%
bas, haut = wilson(147, 160)
decision = "continuer" if bas >= 0.9 else "arrêter" if haut < 0.9 else "mesurer encore"
print(f"147 sur 160 : entre {pour_cent(bas)} et {pour_cent(haut)} -> {decision}")

# %% [markdown]
# L'intervalle contient encore 90 %, et la règle n'accordait qu'une seconde mesure : la réponse est « pas encore prouvé », et l'on s'arrête ou l'on écrit une nouvelle page de cadrage.
# La tentation sera grande de dire « on y est presque ». La règle, écrite quand personne n'avait d'intérêt au résultat, est là pour cela.
#
# ## 2. À compléter : l'autre côté (7 minutes)
#
# Un autre prestataire obtient 118 sur 160. Que dit la règle ? Pariez, puis remplacez les points par le nombre de réussites.

# %%
reussites = ...

if reussites is ...:
    print("Pas encore de réponse : mettez 118.")
elif reussites != 118:
    print(f"118 attendu, {reussites!r} obtenu.")
else:
    bas, haut = wilson(reussites, 160)
    print(f"entre {pour_cent(bas)} et {pour_cent(haut)}")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Tout l'intervalle est sous 90 % : arrêter. C'est un **bon** résultat de démonstrateur, il a coûté trois semaines au lieu d'une année.
# </details>
#
# ## 3. À écrire : l'énergie d'un essai (8 minutes)
#
# Écrivez une fonction qui donne l'énergie d'un calcul en kilowattheures, à partir de la puissance en watts et de la durée en heures.


# %%
def energie_kwh(puissance_w, duree_h):
    """Renvoie l'énergie consommée, en kWh."""
    return ...


reponse = energie_kwh(250, 8)
if reponse is ...:
    print("Pas encore de réponse : des watts fois des heures font des wattheures.")
elif reponse == 2.0:
    print("Oui : 250 W pendant 8 h font 2 kWh, de l'ordre de deux lessives à 60 degrés.")
else:
    print(f"2.0 attendu pour energie_kwh(250, 8), {reponse!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def energie_kwh(puissance_w, duree_h):
#     return puissance_w * duree_h / 1000
# ```
# </details>
#
# ## Trois idées fausses
#
# - « 95 % observés, donc 95 % promis. » Sur quarante essais, le vrai taux peut être de 84 %.
# - « On élargit l'essai jusqu'à ce que ça passe. » Un essai que l'on arrête quand il plaît ne prouve rien.
# - « Un démonstrateur qui dit non est un échec. » C'est la réponse la moins chère que vous aurez.
#
# ## À retenir
#
# - Une question chiffrée, un lieu, une date, une règle : une page suffit.
# - Un taux sans intervalle ne prouve rien.
# - Un non obtenu en trois semaines est un succès.
