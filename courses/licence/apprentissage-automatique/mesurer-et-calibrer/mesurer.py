# %% [markdown]
# # Mesurer et calibrer
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - passer d'une probabilité à une décision, et choisir le seuil selon le coût des erreurs ;
# - lire une courbe ROC et une courbe précision-rappel, et savoir quand chacune endort ;
# - vérifier qu'une probabilité annoncée correspond à une fréquence, et la corriger ;
# - choisir une erreur de régression qui répond à la question posée.
#
# **Avant de commencer.** Les trois premiers modules.
#
# **Durée.** Une heure et demie.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 1. Un exemple pas à pas : qui faut-il rappeler ?
#
# Un centre de santé (simulé) a 6000 dossiers. Près d'une personne sur dix aura un problème dans l'année. Un appel coûte 20 minutes d'infirmière ;
# une personne oubliée coûte, en moyenne, 6 heures de soins en urgence. Qui appeler ?

# %%
hasard = np.random.default_rng(12)
n = 6000
age = hasard.normal(60, 15, n)
tension = hasard.normal(13, 2, n)
antecedents = hasard.poisson(1, n)
logit = -3.6 + 0.04 * (age - 60) + 0.25 * (tension - 13) + 0.8 * antecedents
probleme = hasard.random(n) < 1 / (1 + np.exp(-logit))
dossiers = pd.DataFrame({"age": age, "tension": tension, "antecedents": antecedents})
app_x, test_x, app_y, test_y = train_test_split(
    dossiers, probleme, test_size=0.5, random_state=0, stratify=probleme
)
modele = make_pipeline(StandardScaler(), LogisticRegression()).fit(app_x, app_y)
annonce = modele.predict_proba(test_x)[:, 1]
print("part de problèmes :", round(probleme.mean(), 3))

# %% [markdown]
# ### Étape 1 : séparer la probabilité et la décision
#
# `predict` coupe à 0,5 sans demander l'avis de personne. Au lieu de cela, gardons la probabilité, et choisissons le seuil.

# %%
print("appels au seuil 0.5 :", (annonce >= 0.5).sum(), "sur", len(test_y))
print("rappel au seuil 0.5 :", round((annonce[test_y] >= 0.5).mean(), 2))

# %% [markdown]
# ### Étape 2 : chiffrer les erreurs
#
# Fausse alerte : 1/3 d'heure. Oubli : 6 heures. Le coût d'un seuil est la somme des deux sur les données.

# %%
seuils = np.linspace(0.01, 0.8, 80)
couts = []
for s in seuils:
    alerte = annonce >= s
    couts.append((alerte & ~test_y).sum() / 3 + (~alerte & test_y).sum() * 6)
meilleur = seuils[np.argmin(couts)]
a_la_moitie = couts[np.argmin(abs(seuils - 0.5))]
print(f"seuil le moins coûteux : {meilleur:.2f}, pour {min(couts):.0f} heures")
print(f"au seuil 0.5 : {a_la_moitie:.0f} heures")

figure, axe = plt.subplots(figsize=(7, 3.4))
axe.plot(seuils, couts)
axe.axvline(meilleur, color="black", linestyle="--", label="le moins coûteux")
axe.axvline(1 / 19, color="tab:red", linestyle=":", label="théorie : 1/19")
axe.set_ylim(bottom=0)
axe.set_xlabel("seuil d'appel")
axe.set_ylabel("coût (heures)")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** Le coût part de près de 900 heures quand on appelle presque tout le monde, descend à un creux de 700 heures pour un seuil de 0,05,
# puis remonte jusqu'à plus de 1500 heures quand on n'appelle presque plus personne. Le trait de la théorie, à 0,053, tombe dans le creux.
#
# La théorie : si les probabilités disent vrai, il faut appeler dès que p × 6 > (1 − p) / 3, c'est-à-dire p > (1/3) / (1/3 + 6) = 1/19.
# Le seuil vient du **coût des erreurs**, pas du chiffre rond 0,5. (En vrai, on choisit le seuil sur l'apprentissage, et on mesure le coût au test.)
#
# ### Étape 3 : regarder tous les seuils à la fois

# %%
faux, vrais, _ = roc_curve(test_y, annonce)
precision, rappel, _ = precision_recall_curve(test_y, annonce)
figure, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 3.8))
gauche.plot(faux, vrais)
gauche.plot([0, 1], [0, 1], color="gray", linestyle=":")
gauche.set_xlabel("part de fausses alertes parmi les cas sains")
gauche.set_ylabel("rappel")
gauche.set_title("ROC")
droite.plot(rappel, precision)
droite.axhline(test_y.mean(), color="gray", linestyle=":")
droite.set_xlabel("rappel")
droite.set_ylabel("précision")
droite.set_ylim(0, 1)
droite.set_title("précision-rappel")
figure.tight_layout()
plt.show()
print("aire sous la ROC :", round(roc_auc_score(test_y, annonce), 3))
print("précision moyenne :", round(average_precision_score(test_y, annonce), 3))

# %% [markdown]
# **La figure en mots.** À gauche, la courbe ROC monte nettement au-dessus de la diagonale pointillée : aire 0,78 environ.
# À droite, la précision est forte mais agitée pour un tout petit rappel, puis glisse de 0,5 vers la ligne pointillée (la part de problèmes, 9 %) quand le rappel approche 1.
#
# L'**aire sous la ROC** est la probabilité qu'un cas tiré au hasard reçoive une annonce plus haute qu'un non-cas tiré au hasard.
# Elle juge l'**ordre**, pas les probabilités, et reste flatteuse quand les cas sont rares : regardez toujours aussi la précision.
#
# ### Étape 4 : vérifier que les probabilités disent vrai
#
# Parmi les personnes à qui l'on annonce 30 %, trois sur dix ont-elles un problème ? On range les annonces par classes et on compare.

# %%
autres = {
    "logistique": modele,
    "bayésien naïf": GaussianNB().fit(app_x, app_y),
    "forêt": RandomForestClassifier(100, random_state=0, n_jobs=1).fit(app_x, app_y),
}


def fiabilite(annonces, verites, classes=10):
    """Renvoie, par classe d'annonce non vide, l'annonce moyenne et la fréquence observée."""
    numero = np.minimum((annonces * classes).astype(int), classes - 1)
    return np.array(
        [
            (annonces[numero == k].mean(), verites[numero == k].mean())
            for k in range(classes)
            if (numero == k).any()
        ]
    )


figure, axe = plt.subplots(figsize=(5.5, 4.5))
axe.plot([0, 1], [0, 1], color="gray", linestyle=":", label="parfaite")
for (nom, m), marque in zip(autres.items(), "os^"):
    p = m.predict_proba(test_x)[:, 1]
    points = fiabilite(p, test_y)
    axe.plot(
        points[:, 0],
        points[:, 1],
        marker=marque,
        label=f"{nom} (Brier {brier_score_loss(test_y, p):.3f})",
    )
axe.set_xlabel("probabilité annoncée")
axe.set_ylabel("fréquence observée")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** La ligne pointillée est la perfection. La courbe de la régression logistique la suit de près jusqu'à 0,55,
# puis s'agite : si haut, il ne reste que 34 personnes sur 3000. Celles du bayésien naïf et surtout de la forêt passent bien en dessous :
# quand la forêt annonce 70 %, il arrive un problème à un quart des personnes environ.
#
# Le **score de Brier** est la moyenne des (annonce − vérité)² : plus il est petit, mieux c'est. Il punit à la fois un mauvais ordre et de mauvaises probabilités.
#
# ### Étape 5 : corriger si besoin
#
# On apprend une correction sur des exemples que le modèle n'a pas vus : c'est la **calibration**.

# %%
corrigee = CalibratedClassifierCV(
    RandomForestClassifier(50, random_state=0), method="sigmoid", cv=3
).fit(app_x, app_y)
for nom, m in [("forêt", autres["forêt"]), ("forêt calibrée", corrigee)]:
    p = m.predict_proba(test_x)[:, 1]
    print(
        f"{nom:16s} Brier {brier_score_loss(test_y, p):.4f}   aire {roc_auc_score(test_y, p):.3f}"
    )

# %% [markdown]
# Le Brier baisse nettement, alors que l'ordre (l'aire) change peu : on n'a pas mieux trié, on a dit plus vrai.
#
# Les cinq étapes : **garder la probabilité, chiffrer les erreurs, regarder tous les seuils, vérifier, corriger.**

# %% [markdown]
# ## 2. Quand on prévoit un nombre
#
# Cinq trajets, et deux façons de prévoir leur durée en minutes. La première se trompe un peu partout ; la seconde, beaucoup une fois.

# %%
duree = np.array([30, 45, 20, 60, 25])
prudente = np.array([36, 39, 26, 54, 31])
risquee = np.array([30, 46, 20, 35, 25])
for nom, p in [("prudente", prudente), ("risquée", risquee)]:
    ecarts = p - duree
    racine = np.sqrt((ecarts**2).mean())
    print(f"{nom} : erreur absolue moyenne {np.abs(ecarts).mean():.1f} minutes,")
    print(f"    racine du carré moyen {racine:.1f} minutes, biais {ecarts.mean():+.1f} minutes")

# %% [markdown]
# L'erreur absolue préfère la risquée, le carré moyen la prudente : il redoute les grosses fautes. Laquelle choisir ?
# Pour un bus de ramassage, cinq fois six minutes d'erreur valent mieux qu'un retard de 25 minutes. Et le **biais** dit si l'on prévoit trop haut ou trop bas.

# %% [markdown]
# ## 3. À compléter
#
# Au seuil 1/19, quelle part des personnes du test est appelée ? Complétez.

# %%
part_appelee = ...

if part_appelee is ...:
    print("Pas encore de réponse : la moyenne d'une comparaison sur annonce.")
elif np.ndim(part_appelee) > 0:
    print("Un vrai ou un faux par personne obtenu : prenez-en la moyenne, avec .mean().")
else:
    print(f"{100 * part_appelee:.0f} % des personnes sont appelées.")
    print("Tiendrait-on le rythme ? C'est aussi une question de moyens.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# part_appelee = (annonce >= 1 / 19).mean()
# ```
# </details>
#
# ## 4. À écrire
#
# Écrivez `brier(annonces, verites)`, puis comparez-la à celle de la bibliothèque.


# %%
def brier(annonces, verites):
    """Renvoie la moyenne des carrés des écarts entre annonce et vérité (0 ou 1)."""
    return ...


if brier(annonce, test_y) is ...:
    print("Pas encore de réponse : l'écart, son carré, puis la moyenne.")
elif np.ndim(brier(annonce, test_y)) > 0:
    print("Un seul nombre attendu, un vecteur obtenu : il manque la moyenne.")
else:
    ecart = abs(brier(annonce, test_y) - brier_score_loss(test_y, annonce))
    print(
        "Oui."
        if ecart < 1e-12
        else f"{brier_score_loss(test_y, annonce):.4f} attendu, {brier(annonce, test_y):.4f} obtenu"
    )

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def brier(annonces, verites):
#     return np.mean((annonces - verites) ** 2)
# ```
# </details>
#
# ## À retenir
#
# - Le modèle annonce, le coût décide : le seuil vient de ce que valent un oubli et une fausse alerte.
# - L'aire sous la ROC juge l'ordre ; la précision dit ce que vivront les personnes alertées ; le Brier juge les probabilités.
# - Une probabilité se vérifie comme une balance : on pèse des cas connus. Une correction s'apprend à part.
# - Erreur absolue, carré moyen, biais : trois questions différentes.
#
# **Ensuite :** le devoir *Seuils et probabilités*.
