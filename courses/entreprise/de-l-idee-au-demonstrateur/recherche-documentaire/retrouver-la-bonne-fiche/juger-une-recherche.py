# %% [markdown]
# # Exercice 3.2 : chercher, puis juger la recherche
#
# Le bureau d'études de Hautefontaine (inventé) cherche dans ses brevets. Chaque document est déjà un vecteur. **Séance de 30 minutes, plus une question rédigée.**

# %%
import numpy as np

vecteurs = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [-1.0, 0.0]])
question = np.array([0.8, 0.6])

# %% [markdown]
# ## Question 1 : les k plus proches (10 minutes)
#
# Écrivez `chercher`, qui reçoit le vecteur de la question, le tableau des vecteurs des documents (un par ligne, tous de longueur 1,
# comme la question) et k, et renvoie la **liste** des indices des documents les plus proches, du plus proche au moins proche.
# La proximité est le produit scalaire. On garde au plus k documents, et seulement ceux dont la proximité est **strictement positive**.
# À proximité égale, l'indice le plus petit passe devant.


# %% solution="chercher"
def chercher(question, vecteurs, k):
    """Renvoie les indices d'au plus k documents de proximité positive, les plus proches d'abord."""
    ### BEGIN SOLUTION
    proximites = vecteurs @ question
    ordre = sorted(range(len(vecteurs)), key=lambda i: (-proximites[i], i))
    return [i for i in ordre if proximites[i] > 0][:k]
    ### END SOLUTION


# %% points=3 tests="chercher"
obtenu = [int(i) for i in chercher(question, vecteurs, 2)]
assert obtenu == [1, 0], f"chercher(question, vecteurs, 2) : [1, 0] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
base = np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8], [1.0, 0.0], [-0.6, 0.8]])
for demande, k, attendu in [
    ([1.0, 0.0], 5, [1, 3, 2]),
    ([1.0, 0.0], 1, [1]),
    ([0.0, 1.0], 3, [0, 2, 4]),
    ([0.0, -1.0], 3, []),
    ([-0.8, 0.6], 10, [4, 0]),
]:
    obtenu = [int(i) for i in chercher(np.array(demande), base, k)]
    assert obtenu == attendu, (
        f"question {demande!r}, k = {k} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : le rappel à k (8 minutes)
#
# Écrivez `rappel`, qui reçoit la liste des documents trouvés (dans l'ordre), l'ensemble des bons documents et k,
# et renvoie la part des **bons documents** présents dans les k premiers trouvés.
# S'il n'y a aucun bon document, la question ne peut pas être jugée : renvoyez `None`.


# %% solution="rappel"
def rappel(trouves, bons, k):
    """Renvoie la part des bons documents parmi les k premiers trouvés, ou None."""
    ### BEGIN SOLUTION
    if not bons:
        return None
    return len(set(trouves[:k]) & set(bons)) / len(bons)
    ### END SOLUTION


# %% points=2 tests="rappel"
obtenu = rappel([4, 7, 1, 9], {7, 9, 2}, 3)
assert obtenu is not None and abs(obtenu - 1 / 3) < 1e-9, (
    f"un bon document sur trois dans les 3 premiers : {1 / 3!r} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for trouves, bons, k, attendu in [
    ([1, 2, 3], {3}, 2, 0.0),
    ([1, 2, 3], {3}, 3, 1.0),
    ([1, 2, 3], {2, 1}, 1, 0.5),
    ([], {5}, 4, 0.0),
    ([1, 2], set(), 2, None),
    ([8, 9], {9, 8, 7, 6}, 10, 0.5),
]:
    obtenu = rappel(trouves, bons, k)
    assert obtenu == attendu, (
        f"trouvés {trouves!r}, bons {sorted(bons)!r}, k = {k} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le rang inverse moyen (10 minutes)
#
# Qui cherche s'arrête souvent au premier bon résultat. S'il est au rang 1, la recherche vaut 1 ; au rang 2, 1/2 ; au rang 3, 1/3 ;
# s'il n'y en a pas, 0. Écrivez `rang_inverse_moyen`, qui reçoit la liste des réponses (une liste de documents par question)
# et la liste des ensembles de bons documents, et renvoie la moyenne sur toutes les questions.
# Sans aucune question, renvoyez `None`.


# %% solution="rang-inverse"
def rang_inverse_moyen(reponses, bons_par_question):
    """Renvoie la moyenne des inverses du rang du premier bon document."""
    ### BEGIN SOLUTION
    if not reponses:
        return None
    total = 0
    for trouves, bons in zip(reponses, bons_par_question):
        for rang, document in enumerate(trouves, start=1):
            if document in bons:
                total += 1 / rang
                break
    return total / len(reponses)
    ### END SOLUTION


# %% points=2 tests="rang-inverse"
obtenu = rang_inverse_moyen([[5, 2], [3, 8]], [{5}, {8}])
assert obtenu == 0.75, f"rangs 1 et 2 : 0.75 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for reponses, bons, attendu in [
    ([[1, 2, 3, 4]], [{4}], 0.25),
    ([[1, 2, 3], [1, 2, 3]], [{3, 2}, {9}], 0.25),
    ([[], [7]], [{1}, {7}], 0.5),
    ([], [], None),
    ([[2, 1, 2]], [{2}], 1.0),
    ([[1], [2], [3], [9, 4]], [{1}, {2}, {0}, {4}], 0.625),
]:
    obtenu = rang_inverse_moyen(reponses, bons)
    assert obtenu == attendu, (
        f"réponses {reponses!r}, bons {bons!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : la démonstration du vendeur (10 minutes)
#
# Un éditeur montre un assistant qui répond en phrases à des questions sur vos brevets. Les six questions de sa démonstration
# reçoivent six belles réponses. Il propose d'envoyer tous vos comptes rendus d'essais sur son serveur, « pour l'entraîner mieux ».
#
# En dix lignes : comment mesureriez-vous cet assistant avant d'acheter (quelles questions, écrites par qui, jugées comment) ?
# Que répondez-vous à l'envoi des comptes rendus ?

# %% [markdown] points=3 written="assistant-documentaire"
# **Réponse attendue.** Une liste d'au moins quelques dizaines de questions réelles, écrites par les gens du métier avant l'essai,
# avec les documents qui y répondent, y compris des questions **sans réponse** dans les documents (l'assistant doit dire qu'il ne sait pas).
# Mesurer le rappel des documents cités et la part de phrases soutenues par la source citée, relues par deux personnes,
# et comparer à la recherche actuelle. Refuser l'envoi en l'état : un compte rendu d'essais est un savoir-faire, peut empêcher un brevet
# s'il est divulgué, et contient des noms. Demander un essai sur place ou sur un lot public (brevets publiés), un contrat qui interdit
# la réutilisation et dit où sont les données, et l'accord de qui en répond dans l'entreprise.
#
# **Barème.** 1 point : des questions du métier jugées d'avance, et une mesure.
# 1 point : des questions sans réponse, ou la vérification que la réponse vient de la source.
# 1 point : un refus ou des conditions précises pour les comptes rendus, avec la raison.
