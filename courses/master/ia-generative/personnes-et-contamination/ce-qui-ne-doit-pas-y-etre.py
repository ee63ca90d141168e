# %% [markdown]
# # Ce qui ne doit pas y être
#
# **Ce que vous allez apprendre.** Écrire un filtre de données personnelles, le juger sur des textes annotés, et détecter qu'un examen se trouve dans le corpus.
#
# **Avant de commencer.** Expressions régulières de base, précision et rappel.
#
# **Durée.** 50 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le courrier d'une mairie (27 minutes)
#
# Une commune des Ardennes publie des comptes rendus. Tous les noms, adresses et numéros ci-dessous sont inventés.
#
# ### Étape 1 : des textes annotés
#
# Sans annotation, pas de mesure. Chaque texte vient avec la liste de ce qu'il **faudrait** retirer.

# %%
textes = [
    ("Écrire à agnes.lorrain@exemple.fr avant mardi.", ["agnes.lorrain@exemple.fr"]),
    ("Tél. 03 24 00 00 12, poste 4.", ["03 24 00 00 12"]),
    ("Mme Lorrain habite 4 rue des Forges.", ["Mme Lorrain", "4 rue des Forges"]),
    ("Le budget est de 03 24 euros par lot 00 00 12.", []),
    ("Référence 2024-03-24, version 1.12.0.", []),
]

# %% [markdown]
# ### Étape 2 : une première règle par type

# %%
import re

REGLES = {
    "courriel": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "telephone": re.compile(r"(?<!\d)0[1-9](?:[ .]?\d{2}){4}(?!\d)"),
}


def trouver(texte):
    """Renvoie les passages que les règles reconnaissent."""
    return [trouve.group() for regle in REGLES.values() for trouve in regle.finditer(texte)]


for texte, attendus in textes:
    print(trouver(texte), "|", attendus)

# %% [markdown]
# ### Étape 3 : mesurer

# %%
vrais = sum(len(set(trouver(t)) & set(a)) for t, a in textes)
trouves = sum(len(trouver(t)) for t, _ in textes)
attendus = sum(len(a) for _, a in textes)
print(f"précision {vrais / trouves:.2f}, rappel {vrais / attendus:.2f}")

# %% [markdown]
# La précision est parfaite et le rappel d'une moitié : les noms et les adresses postales n'ont pas de forme fixe. Des règles ne suffiront pas ;
# un modèle de reconnaissance d'entités (noms de personnes, lieux, organisations) fera mieux, avec ses propres oublis.
# Dans les deux cas, **le chiffre à publier est le rappel**, avec le nombre de passages annotés : sur quatre passages, il ne prouve encore rien.
#
# ### Étape 4 : remplacer sans casser
#
# Effacer laisse « Écrire à avant mardi ». On remplace par une étiquette qui dit ce qu'il y avait : le texte reste lisible.


# %%
def etiqueter(texte):
    """Renvoie le texte dont chaque passage reconnu est remplacé par le nom de sa règle."""
    for nom, regle in REGLES.items():
        texte = regle.sub(f"[{nom}]", texte)
    return texte


for texte, _ in textes[:2]:
    print(etiqueter(texte))

# %% [markdown]
# Dans l'exercice, deux personnes d'un même document gardent des étiquettes différentes : on sait encore qui répond à qui, sans savoir qui c'est.
#
# Attention au mot : un texte ainsi étiqueté n'est pas **anonyme** au sens du RGPD. « La maire de ce village de 300 habitants » désigne encore quelqu'un,
# sans nom ni numéro. Le texte est seulement mieux protégé, et le RGPD continue de s'appliquer (règlement (UE) 2016/679, considérant 26).
#
# ### Étape 5 : l'examen dans le corpus
#
# Une question d'évaluation est **contaminée** si une longue suite de ses mots (souvent 8 à 13) se trouve telle quelle dans le corpus.

# %%
corpus = "pour calculer la médiane on range les valeurs puis on prend celle du milieu quand leur nombre est impair"
questions = [
    "Pour calculer la médiane, on range les valeurs puis on prend laquelle ?",
    "Quelle est la moyenne de trois nombres dont la somme vaut douze ?",
]


def suites_de_mots(texte, taille=6):
    """Renvoie l'ensemble des suites de `taille` mots, en minuscules et sans ponctuation."""
    mots = re.findall(r"\w+", texte.lower())
    return {tuple(mots[i : i + taille]) for i in range(len(mots) - taille + 1)}


for question in questions:
    vue = bool(suites_de_mots(question) & suites_de_mots(corpus))
    print("contaminée |" if vue else "propre     |", question)

# %% [markdown]
# ### Étape 6 : choisir la longueur de la suite
#
# Trop courte, la suite condamne des tournures banales ; trop longue, elle laisse passer une question recopiée dont un mot a changé.
# Regardons la première question, dont seul le dernier mot diffère du corpus, et une question sans rapport qui commence par les mêmes mots.

# %%
voisine = "Pour calculer la distance de Toul à Nancy, quelle carte faut-il prendre ?"
for taille in (2, 3, 4, 6, 11, 12):
    verdicts = [
        bool(suites_de_mots(texte, taille) & suites_de_mots(corpus, taille))
        for texte in (questions[0], voisine)
    ]
    print(
        f"suites de {taille:2d} mots : la vraie copie "
        + ("est vue" if verdicts[0] else "échappe")
        + ", la voisine innocente "
        + ("est condamnée" if verdicts[1] else "est épargnée")
    )

# %% [markdown]
# De 2 à 3 mots, « pour calculer la » condamne une innocente ; à partir de 12, la copie échappe. Entre les deux, il y a de la place : on publie la longueur choisie avec le score.
#
# ## 2. À compléter : un piège (10 minutes)
#
# La règle du téléphone trouve-t-elle un numéro dans « 0324000012 » collé à un mot, « lot0324000012 » ? Pariez, puis essayez.

# %%
essai = ...

if essai is ...:
    print('Pas encore de réponse : trouver("lot0324000012")')
elif essai == trouver("lot0324000012"):
    print("La règle répond :", essai)
else:
    print(f'ce que renvoie trouver("lot0324000012") attendu, {essai!r} obtenu.')

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Oui : la règle interdit un chiffre avant, pas une lettre. Faut-il l'interdire aussi ? On perdrait « tél0324000012 ». Il n'y a pas de règle sans choix.
# </details>
#
# ## 3. À écrire : le rappel (13 minutes)
#
# Écrivez une fonction qui donne le rappel sur une liste de couples (trouvés, attendus), ou `None` s'il n'y avait rien à trouver.


# %%
def rappel(couples):
    """Renvoie la part des passages attendus qui ont été trouvés."""
    return ...


reponses = [rappel([(["a"], ["a", "b"]), ([], [])]), rappel([([], [])])]
if ... in reponses:
    print("Pas encore de réponse : comptez les passages communs, divisez par les attendus.")
elif reponses == [0.5, None]:
    print("Oui.")
else:
    print(f"[0.5, None] attendu, {reponses!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def rappel(couples):
#     attendus = sum(len(a) for _, a in couples)
#     if attendus == 0:
#         return None
#     return sum(len(set(t) & set(a)) for t, a in couples) / attendus
# ```
# </details>
#
# ## Trois idées fausses
#
# - « Le filtre est précis à 100 %, donc il est bon. » La précision dit qu'il n'abîme rien ; c'est le rappel qui dit ce qui reste.
# - « Sans nom, le texte est anonyme. » Une fonction, un village et une date suffisent souvent.
# - « Le corpus est public, on peut donc tout y prendre. » Une donnée personnelle publiée reste une donnée personnelle.
#
# ## À retenir
#
# - Annoter d'abord, filtrer ensuite, publier le rappel.
# - Remplacer vaut mieux qu'effacer.
# - Avant d'annoncer un score, cherchez l'examen dans le corpus.
#
# **Sources.** Règlement (UE) 2016/679 (RGPD), articles 4 et 17, considérant 26. N. Carlini et al., 2021, [arXiv:2012.07805](https://arxiv.org/abs/2012.07805) (un modèle récite son corpus).
# T. Brown et al., 2020, [arXiv:2005.14165](https://arxiv.org/abs/2005.14165), annexe C (contamination, suites de 13 mots).
