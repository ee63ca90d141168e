# %% [markdown]
# # Exercice 4.2 : juste, sobre, et expliqué
#
# Un modèle peut avoir un excellent score et mal traiter toujours les mêmes personnes.
# Il peut aussi consommer cent fois plus qu'un autre pour un demi-point de mieux.
# Trois instruments, puis une page à écrire.

# %%
import pandas as pd

# %% [markdown]
# ## Question 1 : les erreurs, groupe par groupe (10 minutes)
#
# Écrivez la fonction `erreurs_par_groupe`, qui reçoit trois listes de même longueur : les vraies étiquettes, les réponses du modèle
# et le groupe de chaque personne. Elle renvoie, pour chaque groupe, la **part d'erreurs**, entre 0 et 1.
# Une série pandas convient, un dictionnaire aussi.
#
# Chemin possible : rangez les trois listes dans un `pd.DataFrame({...})`, ajoutez une colonne de vrai et de faux, puis `groupby`.


# %% solution="erreurs-par-groupe"
def erreurs_par_groupe(vraies, reponses, groupes):
    """Renvoie la part d'erreurs dans chaque groupe."""
    ### BEGIN SOLUTION
    bilan = pd.DataFrame({"vraie": vraies, "reponse": reponses, "groupe": groupes})
    bilan["erreur"] = bilan["vraie"] != bilan["reponse"]
    return bilan.groupby("groupe")["erreur"].mean()
    ### END SOLUTION


# %% points=2 tests="erreurs-par-groupe"
obtenu = erreurs_par_groupe(
    ["oui", "oui", "non", "non", "oui"],
    ["oui", "non", "non", "oui", "oui"],
    ["village", "village", "ville", "village", "ville"],
)
assert obtenu is not None, "une part d'erreurs par groupe attendue, None obtenu"
obtenu = {nom: round(float(part), 4) for nom, part in dict(obtenu).items()}
assert obtenu == {"village": 0.6667, "ville": 0.0}, (
    f"2 erreurs sur 3 au village, 0 sur 2 à la ville : {{'village': 0.6667, 'ville': 0.0}} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
obtenu = erreurs_par_groupe(
    [3, 1, 2, 2, 3, 1, 1, 2, 2],
    [3, 2, 2, 1, 3, 1, 3, 2, 2],
    ["nord", "sud", "nord", "est", "sud", "sud", "nord", "sud", "nord"],
)
assert obtenu is not None, "une part d'erreurs par groupe attendue, None obtenu"
obtenu = {nom: round(float(part), 6) for nom, part in dict(obtenu).items()}
assert obtenu == {"nord": 0.25, "sud": 0.25, "est": 1.0}, (
    "1 erreur sur 4 au nord, 1 sur 4 au sud, 1 sur 1 à l'est : "
    f"{{'nord': 0.25, 'sud': 0.25, 'est': 1.0}} attendu, {obtenu!r} obtenu"
)
obtenu = dict(erreurs_par_groupe(["a", "b"], ["a", "b"], ["x", "x"]))
assert {nom: float(part) for nom, part in obtenu.items()} == {"x": 0.0}, (
    f"un seul groupe, aucune erreur : {{'x': 0.0}} attendu, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : l'écart qui compte (15 minutes)
#
# On résume souvent l'injustice par l'écart entre le groupe le plus mal traité et le mieux traité.
# Mais un taux calculé sur six personnes ne prouve rien : les groupes trop petits sont laissés de côté.
#
# Écrivez la fonction `ecart`, qui reçoit deux dictionnaires (le taux d'erreur de chaque groupe, l'effectif de chaque groupe)
# et un effectif minimum. Parmi les groupes dont l'effectif est **au moins** ce minimum, elle renvoie le plus grand taux moins le plus petit.
# S'il reste moins de deux groupes, aucune comparaison n'est possible : elle renvoie `None`.


# %% solution="ecart"
def ecart(taux, effectifs, minimum):
    """Renvoie l'écart entre taux extrêmes des groupes assez grands, ou None s'il en reste moins de deux."""
    ### BEGIN SOLUTION
    gardes = [taux[groupe] for groupe in taux if effectifs[groupe] >= minimum]
    if len(gardes) < 2:
        return None
    return max(gardes) - min(gardes)
    ### END SOLUTION


# %% points=3 tests="ecart"
taux = {"village": 0.5, "ville": 0.125, "hameau": 1.0}
effectifs = {"village": 300, "ville": 900, "hameau": 6}
obtenu = ecart(taux, effectifs, 50)
assert obtenu == 0.375, (
    f"ecart({taux!r}, {effectifs!r}, 50) : 0.375 attendu (le hameau est trop petit), {obtenu!r} obtenu"
)
obtenu = ecart(taux, effectifs, 500)
assert obtenu is None, (
    f"ecart({taux!r}, {effectifs!r}, 500) : None attendu (un seul groupe assez grand), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
taux = {"A": 0.25, "B": 0.75, "C": 0.5, "D": 0.0625}
effectifs = {"D": 40, "C": 20, "B": 30, "A": 100}
for minimum, attendu in [
    (0, 0.6875),
    (20, 0.6875),
    (30, 0.6875),
    (31, 0.1875),
    (40, 0.1875),
    (41, None),
    (1000, None),
]:
    obtenu = ecart(taux, effectifs, minimum)
    assert obtenu == attendu, (
        f"ecart({taux!r}, {effectifs!r}, {minimum}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
taux, effectifs = {"x": 0.5, "y": 0.5, "z": 0.25}, {"x": 10, "y": 10, "z": 9}
obtenu = ecart(taux, effectifs, 10)
assert obtenu == 0, (
    f"ecart({taux!r}, {effectifs!r}, 10) : 0.0 attendu (deux groupes à égalité), {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le plus léger qui suffit (15 minutes)
#
# Voici des modèles candidats : leur score (en % de bonnes réponses) et l'énergie qu'ils dépensent pour mille réponses.

# %%
modeles = pd.DataFrame(
    {
        "nom": ["arbre", "voisins", "forêt", "grand réseau"],
        "score": [88.0, 91.0, 92.0, 92.5],
        "energie_wh": [0.5, 2.0, 15.0, 640.0],
    }
)
modeles

# %% [markdown]
# Écrivez la fonction `choix_sobre`, qui reçoit un tel tableau et une tolérance, en points.
#
# 1. On garde les modèles dont le score est **au moins** le meilleur score moins la tolérance.
# 2. Parmi eux, on choisit celui qui dépense le moins d'énergie ; à énergie égale, celui qui a le meilleur score.
#
# La fonction renvoie le **nom** du modèle choisi.


# %% solution="choix-sobre"
def choix_sobre(modeles, tolerance):
    """Renvoie le nom du modèle le moins gourmand parmi ceux qui valent presque le meilleur."""
    ### BEGIN SOLUTION
    seuil = modeles["score"].max() - tolerance
    bons = modeles[modeles["score"] >= seuil]
    ranges = bons.sort_values(["energie_wh", "score"], ascending=[True, False])
    return ranges["nom"].iloc[0]
    ### END SOLUTION


# %% points=3 tests="choix-sobre"
obtenu = choix_sobre(modeles, 2)
assert obtenu == "voisins", (
    f"choix_sobre(modeles, 2) : 'voisins' attendu (91 ≥ 92.5 - 2), {obtenu!r} obtenu"
)
obtenu = choix_sobre(modeles, 0)
assert obtenu == "grand réseau", (
    f"choix_sobre(modeles, 0) : 'grand réseau' attendu (aucun point à céder), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
essais = pd.DataFrame(
    {
        "energie_wh": [8.0, 3.0, 3.0, 1.0, 20.0, 3.0],
        "nom": ["m1", "m2", "m3", "m4", "m5", "m6"],
        "score": [80.0, 76.0, 78.0, 60.0, 80.0, 77.0],
    },
    index=[4, 0, 9, 2, 7, 1],
)
for tolerance, attendu in [
    (0, "m1"),
    (1, "m1"),
    (2, "m3"),
    (3.5, "m3"),
    (4, "m3"),
    (19.5, "m3"),
    (20, "m4"),
    (50, "m4"),
]:
    obtenu = choix_sobre(essais, tolerance)
    assert obtenu == attendu, (
        "scores m1 80, m2 76, m3 78, m4 60, m5 80, m6 77 ; énergies 8, 3, 3, 1, 20, 3 ; "
        f"tolérance {tolerance} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
seul = pd.DataFrame({"nom": ["unique"], "score": [50.0], "energie_wh": [9.0]})
obtenu = choix_sobre(seul, 5)
assert obtenu == "unique", f"un seul modèle : 'unique' attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : le mode d'emploi (20 minutes)
#
# La région (inventée) de Neuve-Fontaine veut employer un modèle pour repérer, en début d'année,
# les élèves de lycée qui risquent de décrocher, afin de leur proposer un tutorat. Voici ce que l'on sait de lui.

# %%
pd.DataFrame(
    {
        "élèves": [4200, 900],
        "vrais décrochages": [420, 135],
        "rappel (%)": [70, 40],
        "précision (%)": [35, 30],
    },
    index=["lycées de la ville", "lycées ruraux"],
)

# %% [markdown]
# Il a été appris sur les années 2018 à 2022, sur les lycées publics seulement. Parmi ses variables : les notes, les absences,
# et le code postal. Trois lycées privés voudraient s'en servir. Un élu propose d'afficher les scores en salle des professeurs.
#
# Rédigez, en 10 à 20 lignes, le mode d'emploi du modèle pour les lycées, sans jargon :
# à quoi il sert et à quoi il ne doit **pas** servir ; ce que signifient ses chiffres pour les élèves, à la ville et à la campagne ;
# ce que vous changeriez ou vérifieriez avant de l'employer ; qui décide, et comment contester.

# %% [markdown] points=4 written="mode-d-emploi"
# **Éléments attendus.** Usage : proposer un tutorat à des élèves volontaires, après avis de l'équipe. Non-usages : sanctionner, trier, orienter,
# afficher des scores (personnels, et souvent faux), noter les lycées, l'employer dans des lycées privés qu'il n'a jamais vus.
# Chiffres en clair : à la ville, il trouve 7 décrochages sur 10 ; à la campagne 4 sur 10, donc plus de la moitié y sont oubliés.
# Deux alertes sur trois sont injustifiées : une alerte n'est pas un diagnostic.
# L'écart ville-campagne est une injustice : les élèves ruraux recevraient moins d'aide alors que le risque y est plus fort (15 % contre 10 %).
# À vérifier ou changer : peu d'exemples ruraux ; le code postal comme variable de substitution ; données d'avant 2023, dont les années de confinement ;
# seuil adapté ; test sur une année récente ; comparaison avec ce que les équipes repèrent sans modèle.
# Décision : une personne, jamais le modèle ; l'élève et sa famille sont informés et peuvent refuser ou faire corriger.
#
# **Barème.** 1 point : usage et au moins deux non-usages, dont l'affichage ou les lycées privés, avec une raison.
# 1 point : rappel et précision dits en clair pour les élèves. 1 point : l'écart ville-campagne relevé comme injustice, avec une piste
# (variables, exemples, seuil, test récent). 1 point : décision humaine et moyen de contester ou de refuser.
