# %% [markdown]
# # Des mots au sens
#
# **Ce que vous allez apprendre.** Construire en quelques lignes une recherche par mots pondérés (TF-IDF),
# voir où elle échoue, la compléter par des vecteurs de sens, et **mesurer** laquelle vaut mieux.
#
# **Avant de commencer.** Le module 1. Savoir ce qu'est une liste de textes.
#
# **Durée.** 30 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le classeur des fournisseurs (15 minutes)
#
# Aux achats, Fatou tient cent fiches de fournisseurs. En voici douze, inventées. Un acheteur demande : « joint résistant à la chaleur ».
#
# ### Étape 1 : lire les documents

# %%
fiches = [
    "Joint torique en silicone, tenue de -60 à 230 degrés, agréé contact alimentaire",
    "Joint plat en fibre pour bride, vapeur et eau chaude",
    "Garniture mécanique pour pompe, carbure de silicium",
    "Étanchéité haute température : tresse graphite pour vanne de four",
    "Vis à tête hexagonale en acier inoxydable, sachets de cent",
    "Boulonnerie inox pour l'agroalimentaire",
    "Roulement à billes étanche, graissé à vie",
    "Palier lisse autolubrifiant en bronze",
    "Capteur de température à résistance de platine",
    "Sonde de température pour four, gaine céramique",
    "Peinture époxy anticorrosion pour charpente",
    "Traitement de surface : zingage et passivation",
]
len(fiches)

# %% [markdown]
# ### Étape 2 : pondérer les mots
#
# Un mot qui figure partout (« pour ») ne distingue rien ; un mot rare (« torique ») distingue beaucoup.
# Le poids **TF-IDF** d'un mot dans une fiche, c'est sa fréquence dans la fiche, multipliée par sa rareté dans le classeur.

# %%
from sklearn.feature_extraction.text import TfidfVectorizer

vides = ["de", "a", "en", "pour", "et", "la", "le", "l", "au"]
mots = TfidfVectorizer(strip_accents="unicode", stop_words=vides)
poids = mots.fit_transform(fiches)
print(poids.shape[0], "fiches,", poids.shape[1], "mots")

# %% [markdown]
# ### Étape 3 : mesurer la proximité
#
# La question devient un vecteur comme une fiche. La proximité est le **cosinus** de leur angle : 1 pour la même direction, 0 pour aucun mot commun.


# %%
def par_mots(question, k=3):
    """Renvoie les k fiches les plus proches de la question, avec leur proximité."""
    proximites = (poids @ mots.transform([question]).T).toarray().ravel()
    ordre = proximites.argsort(kind="stable")[::-1][:k]
    return [(int(i), round(float(proximites[i]), 2), fiches[i]) for i in ordre]


par_mots("joint résistant à la chaleur")

# %% [markdown]
# ### Étape 4 : voir l'échec
#
# Le joint en silicone et le joint pour eau chaude sont trouvés, grâce au mot « joint ». La tresse graphite, faite pour les fours, n'a **aucun mot** commun avec la question.
# Sa proximité est nulle : une recherche par mots ne peut pas la trouver.
# (Chaque réponse donne le numéro de la fiche, sa proximité, son texte ; la dernière, de proximité nulle, ne veut rien dire.)
#
# ### Étape 5 : rapprocher les mots qui vont ensemble
#
# « four », « température » et « chaleur » se côtoient dans les textes du métier.
# Une réduction de dimensions (l'analyse sémantique latente) donne des directions communes aux mots qui paraissent ensemble.
# On l'apprend sur un corpus plus large que le classeur : ici, quinze lignes de notices, inventées elles aussi, et les fiches.

# %%
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

notices = [
    "chaleur et haute température : four, vapeur, graphite",
    "la tresse graphite résiste à la chaleur du four",
    "joint pour vapeur et chaleur, résistant à haute température",
    "étanchéité d'une vanne : tresse ou joint",
    "un joint assure l'étanchéité d'une bride ou d'une vanne",
    "résistant à la chaleur : céramique, graphite, silicone",
    "la sonde mesure la température du four",
    "le capteur mesure, la sonde transmet la température",
    "vis et boulonnerie en acier inoxydable",
    "boulonnerie inox : vis, écrou, rondelle",
    "roulement à billes ou palier lisse pour un arbre",
    "le palier guide l'arbre, le roulement aussi",
    "peinture, zingage et passivation contre la corrosion",
    "anticorrosion : époxy, zingage, traitement de surface",
    "garniture mécanique et tresse : étanchéité d'une pompe",
    *fiches,
]
mots_metier = TfidfVectorizer(strip_accents="unicode", stop_words=vides)
reduction = TruncatedSVD(n_components=8, random_state=0)
reduction.fit(mots_metier.fit_transform(notices))
sens = normalize(reduction.transform(mots_metier.transform(fiches)))


def par_sens(question, k=3):
    """Renvoie les k fiches dont le sens est le plus proche de la question."""
    vecteur = normalize(reduction.transform(mots_metier.transform([question])))
    proximites = (sens @ vecteur.T).ravel()
    ordre = proximites.argsort(kind="stable")[::-1][:k]
    return [(int(i), round(float(proximites[i]), 2), fiches[i]) for i in ordre]


par_sens("joint résistant à la chaleur", k=4)

# %% [markdown]
# ### Étape 6 : mesurer sur des questions jugées
#
# Un exemple ne prouve rien. Avec les achats, on écrit des questions **et leurs bonnes fiches avant d'essayer**,
# puis on compte la part des bonnes fiches retrouvées dans les trois premières : le **rappel à 3**.

# %%
jugees = {
    "joint résistant à la chaleur": {0, 1, 3},
    "boulons inox": {5},
    "mesurer la température d'un four": {8, 9},
    "protéger contre la corrosion": {10, 11},
    "guider un arbre": {6, 7},
}
for nom, chercher in {"par mots": par_mots, "par sens": par_sens}.items():
    rappels = []
    for question, bonnes in jugees.items():
        trouvees = {numero for numero, proximite, _ in chercher(question) if proximite > 0}
        rappels.append(len(trouvees & bonnes) / len(bonnes))
    print(f"{nom} : rappel à 3 de {sum(rappels) / len(rappels):.2f} sur {len(jugees)} questions")

# %% [markdown]
# Un rappel parfait doit inquiéter : ici, les notices ont été écrites en connaissant les questions. Dans la vie, l'écart est plus mince.
# Et cinq questions, c'est trop peu pour acheter un logiciel ; c'est assez pour savoir quoi mesurer.
#
# Les outils récents remplacent ces quinze lignes par un modèle de langue, entraîné sur des milliards de mots, qui donne un vecteur à chaque phrase (un *plongement* ; les vendeurs disent `embedding`).
# L'idée est la même, le vocabulaire bien plus large ; le modèle peut tourner chez vous, et les deux questions restent : trouve-t-il **vos** fiches, et où vont vos textes ?
#
# ## 2. À compléter : les accents et les pluriels (7 minutes)
#
# Cherchez « boulonneries inoxydables » par mots. Avant d'exécuter, pariez : combien de fiches, et pourquoi ?

# %%
question = ...

if question is ...:
    print('Pas encore de réponse : mettez "boulonneries inoxydables" entre guillemets.')
else:
    print(par_mots(question))

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Aucune fiche n'a de proximité positive : « boulonneries » n'est pas « boulonnerie », « inoxydables » n'est ni « inoxydable » ni « inox ».
# Les accents, eux, ont été retirés des deux côtés. Réduire les mots à leur racine aide pour les pluriels, pas pour « inox ».
# </details>
#
# ## 3. À écrire : la précision à k (8 minutes)
#
# Le rappel dit ce que l'on n'a pas manqué ; la **précision à k** dit quelle part des k premières réponses est bonne. Écrivez-la.


# %%
def precision(trouves, bons, k):
    """Renvoie la part des k premiers documents trouvés qui sont bons."""
    return ...


reponse = precision([4, 7, 1, 9], {7, 9}, 2)
if reponse is ...:
    print("Pas encore de réponse : regardez `trouves[:k]`, comptez les bons, divisez par k.")
elif reponse == 0.5:
    print("Oui : un bon document sur les deux premiers.")
else:
    print(f"0.5 attendu pour precision([4, 7, 1, 9], {{7, 9}}, 2), {reponse!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def precision(trouves, bons, k):
#     return sum(document in bons for document in trouves[:k]) / k
# ```
# </details>
#
# ## Trois idées fausses
#
# - « Le sens bat toujours les mots. » Pour une référence de pièce ou un numéro de brevet, c'est le mot exact qu'il faut ; les bons outils font les deux.
# - « La proximité 0,78 veut dire sûr à 78 %. » C'est un angle, pas une probabilité.
# - « La démonstration a marché. » Sur des questions choisies par le vendeur.
#
# ## À retenir
#
# - TF-IDF : fréquent ici, rare ailleurs. Simple, rapide, explicable, aveugle aux synonymes.
# - Les vecteurs de sens rapprochent les synonymes qu'ils ont vus ensemble ; ils se trompent sans prévenir sur le vocabulaire jamais vu.
# - La liste de questions jugées appartient au métier. C'est elle qui décide.
