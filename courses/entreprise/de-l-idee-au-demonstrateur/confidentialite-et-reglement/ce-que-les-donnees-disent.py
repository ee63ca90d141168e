# %% [markdown]
# # Ce que les données disent malgré nous
#
# **Ce que vous allez apprendre.** Voir pourquoi un fichier sans noms désigne encore des personnes, mesurer le risque,
# le réduire, et situer un usage dans le règlement européen sur l'intelligence artificielle.
#
# **Avant de commencer.** Savoir lire un tableau.
#
# **Durée.** 20 minutes par séance, deux séances. Ce cahier aide à poser les bonnes questions ; il ne remplace pas l'avis d'une personne juriste.

# %% [markdown]
# ## 1. Exemple travaillé : le fichier des formations (14 minutes)
#
# L'atelier textile de la Bruche (inventé) veut confier à une stagiaire le fichier des formations du personnel « sans les noms ».
# Le fichier est **simulé**.
#
# ### Étape 1 : regarder le fichier

# %%
import numpy as np
import pandas as pd

rng = np.random.default_rng(seed=7)
nombre = 120
personnel = pd.DataFrame(
    {
        "age": rng.integers(19, 65, nombre),
        "commune": rng.choice(
            ["Schirmeck", "Mutzig", "Molsheim", "Saales"],
            nombre,
            p=[0.4, 0.3, 0.25, 0.05],
        ),
        "service": rng.choice(
            ["tissage", "teinture", "expédition", "bureau"],
            nombre,
            p=[0.45, 0.25, 0.2, 0.1],
        ),
        "reussite": rng.random(nombre) < 0.8,
    }
)
personnel.head()

# %% [markdown]
# ### Étape 2 : compter les personnes seules de leur espèce
#
# Les colonnes qu'une collègue connaît sans le fichier (âge, commune, service) sont des **quasi-identifiants**.
# Combien de personnes ont une combinaison que personne d'autre n'a ?

# %%
groupes = personnel.groupby(["age", "commune", "service"]).size()
seules = int((groupes == 1).sum())
print(f"{seules} personnes sur {nombre} sont seules dans leur combinaison")

# %% [markdown]
# Qui connaît l'âge, le village et le service de ces personnes lit leur réussite dans le fichier. Il n'y a pourtant aucun nom.
#
# ### Étape 3 : mesurer par le plus petit groupe
#
# On dit qu'un fichier est **k-anonyme** quand chaque combinaison réunit au moins k personnes. Ici, k vaut 1 : aucune protection.
#
# ### Étape 4 : généraliser
#
# On remplace l'âge par une tranche de vingt ans et on retire la commune.

# %%
debut = personnel["age"] // 20 * 20
tranche = debut.astype(str) + " à " + (debut + 19).astype(str) + " ans"
reduit = personnel.assign(tranche=tranche).drop(columns=["age", "commune"])
reduit.groupby(["tranche", "service"]).size().unstack(fill_value=0)

# %% [markdown]
# Un groupe par case du tableau. Les groupes sont plus grands, jusqu'à 29 personnes ; certains restent petits : une seule personne de moins de vingt ans au tissage.
# On regroupe encore, ou l'on ne publie pas la case.
#
# ### Étape 5 : se méfier encore
#
# Si les douze personnes d'un groupe ont **toutes** échoué, savoir que Paul est dans ce groupe suffit.
# La k-anonymité protège contre « qui est-ce ? », pas contre « que sait-on de tout ce groupe ? ».
#
# Fin de la première séance.
#
# ## 2. La loi en une page (12 minutes)
#
# ### Le règlement européen sur l'IA
#
# Le règlement (UE) 2024/1689 classe les **usages**, pas les techniques. Le même modèle peut être libre ici et encadré là.
#
# | niveau | exemples en entreprise | ce qu'il faut faire |
# |---|---|---|
# | interdit | noter socialement les gens ; déduire les émotions du personnel au travail (sauf raison médicale ou de sécurité) | ne pas le faire |
# | haut risque | trier des candidatures, décider d'une promotion, évaluer des apprenants ; composant de sécurité d'une machine | gestion des risques, qualité des données, documentation, contrôle humain, journal, information des personnes |
# | transparence | agent conversationnel ; textes, images ou sons fabriqués | dire que c'est une machine, marquer ce qui est fabriqué |
# | minimal | prévoir une panne, trier des planches, chercher dans des fiches | rien de particulier, hors le droit commun (dont le RGPD) |
#
# Il distingue aussi les **rôles**. Qui développe un outil, ou le vend sous son nom, est *fournisseur* : la plupart des devoirs sont pour lui. Qui s'en sert au travail est *déployeur* :
# c'est presque toujours votre cas. Pour un outil à haut risque, le déployeur suit la notice, confie le contrôle à une personne formée qui peut passer outre, garde les journaux six mois au moins,
# et **informe d'avance le personnel et ses représentants** (article 26). Modifier un outil en profondeur, ou le vendre sous son nom, fait de vous un fournisseur (article 25).
#
# | à partir du | ce qui s'applique |
# |---|---|
# | 2 février 2025 | les interdictions (article 5) ; des mesures pour que ceux qui se servent de l'outil s'y connaissent (article 4) |
# | 2 août 2025 | les modèles à usage général, chez leurs fournisseurs |
# | 2 août 2026 | la transparence (article 50) et le reste du règlement, sauf les deux lignes suivantes |
# | 2 décembre 2027 | le haut risque de l'annexe III : recrutement, évaluation, formation… (repoussé ; prévu d'abord le 2 août 2026) |
# | 2 août 2028 | le haut risque de l'annexe I : composants de sécurité de produits réglementés (repoussé ; prévu d'abord le 2 août 2027) |
#
# Les deux reports viennent du règlement dit « omnibus numérique », qui a modifié le premier, voté par le Parlement européen le 16 juin 2026 et par le Conseil le 29 juin. Tableau relu en novembre 2026 :
# **vérifiez les dates sur EUR-Lex** au moment où vous lisez. Les amendes vont jusqu'à 35 millions d'euros ou 7 % du chiffre d'affaires mondial pour un usage interdit
# (pour une petite ou moyenne entreprise, le plus faible des deux montants ; article 99).
#
# ### Le RGPD, en six questions
#
# Le règlement (UE) 2016/679 s'applique à tous les niveaux, dès qu'une personne est reconnaissable.
#
# 1. Pour quoi faire, et qu'est-ce qui nous y autorise (contrat, loi, intérêt légitime, consentement…) ? Articles 5 et 6.
# 2. Chaque colonne est-elle nécessaire, et jusqu'à quand la garde-t-on ? Article 5.
# 3. Les personnes le savent-elles ? Articles 13 et 14.
# 4. L'usage est-il inscrit au registre des traitements ? Article 30.
# 5. Le risque pour elles est-il élevé ? Alors, une analyse d'impact **avant** de commencer. Article 35.
# 6. La machine décide-t-elle seule de quelque chose d'important pour quelqu'un ? En principe, c'est non. Article 22.
#
# ## 3. À compléter : tranches de dix ans (4 minutes)
#
# Remplacez les points par la largeur de tranche à essayer (10, puis 30) et regardez le plus petit groupe.

# %%
largeur = ...

if largeur is ...:
    print("Pas encore de réponse : essayez 10, puis 30.")
else:
    tranches = personnel["age"] // largeur
    print(
        "plus petit groupe :",
        int(personnel.groupby([tranches, "service"]).size().min()),
    )

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Dans les deux cas, il reste un groupe d'une seule personne : élargir les tranches ne suffit pas pour un service peu nombreux.
# Il faut aussi regrouper des services, ou taire la ligne. À chaque fois on paie la protection en précision,
# et ce compromis se décide avec les personnes concernées, pas après coup.
# </details>
#
# ## 4. À écrire : anonyme ou pseudonyme ? (4 minutes)
#
# Remplacer chaque nom par un numéro, avec une table de correspondance gardée au coffre : est-ce anonyme ?
# Écrivez `"anonyme"` ou `"pseudonyme"`.

# %%
votre_reponse = ...

if votre_reponse is ...:
    print("Pas encore de réponse.")
elif votre_reponse == "pseudonyme":
    print("Oui : quelqu'un peut revenir au nom. Le RGPD s'applique entièrement.")
else:
    print("Pas tout à fait : tant que quelqu'un peut revenir au nom, la donnée est pseudonyme.")

# %% [markdown]
# ## Trois idées fausses
#
# - « C'est de l'IA, donc c'est à haut risque. » Trier des planches ne l'est pas ; trier des lettres de candidature avec le même programme, si.
# - « L'éditeur est conforme, donc nous le sommes. » Le déployeur a ses propres devoirs, et l'employeur en a d'autres.
# - « Les données restent chez nous, le RGPD ne joue pas. » Il ne dépend pas de l'endroit.
#
# ## À retenir
#
# - Sans nom ne veut pas dire anonyme : comptez le plus petit groupe.
# - La loi classe des usages. Décrivez le vôtre en une phrase avant de chercher le niveau.
# - On protège avant de partager.
#
# **Sources.** Règlement (UE) 2024/1689 (règlement sur l'IA), articles 3 à 6, 25, 26, 50, 99, annexes I et III. Règlement (UE) 2016/679 (RGPD). CNIL, *Les fiches pratiques IA*.
# L. Sweeney, 2002, [doi:10.1142/S0218488502001648](https://doi.org/10.1142/S0218488502001648) (la k-anonymité).
