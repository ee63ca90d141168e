# %% [markdown]
# # Exercice 3.1 : ajuster et mesurer
#
# Le laboratoire de Rémelfing (inventé) veut prévoir la température d'ébullition des alcools à partir de leur formule.
# Les six mesures ci-dessous sont celles des tables usuelles, arrondies. En binôme, la personne de chimie vérifie que les chiffres ont un sens.

# %%
import numpy as np

carbones = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]])
ebullition = np.array([64.7, 78.4, 97.2, 117.7, 138.0, 157.0])

# %% [markdown]
# ## Question 1 : ajuster (12 minutes)
#
# Écrivez `ajuster`, qui reçoit un tableau X (une ligne par molécule, une colonne par descripteur) et un vecteur y,
# et renvoie le couple (coefficients, ordonnée à l'origine) de l'ajustement par **moindres carrés**, avec ordonnée à l'origine.
# Les coefficients forment un tableau NumPy, un par colonne de X.

# %% solution="ajuster"
def ajuster(X, y):
    """Renvoie (coefficients, ordonnée à l'origine) des moindres carrés."""
    ### BEGIN SOLUTION
    complet = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.lstsq(complet, y, rcond=None)[0]
    return solution[:-1], solution[-1]
    ### END SOLUTION


# %% points=3 tests="ajuster"
coefficients, ordonnee = ajuster(carbones, ebullition)
assert np.shape(coefficients) == (1,), f"un coefficient par colonne : forme (1,) attendue, {np.shape(coefficients)!r} obtenue"
assert abs(coefficients[0] - 18.88) < 1e-4, f"pente : environ 18.88 degrés par carbone attendus, {coefficients[0]} obtenu"
assert abs(ordonnee - 42.753333) < 1e-4, f"ordonnée à l'origine : environ 42.7533 attendue, {ordonnee} obtenue"
### BEGIN HIDDEN TESTS
X = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [3.0, -1.0], [1.0, 1.0]])
coefficients, ordonnee = ajuster(X, X @ np.array([2.0, -3.0]) + 5)
assert np.allclose(coefficients, [2, -3]) and abs(ordonnee - 5) < 1e-9, (
    f"y = 2a - 3b + 5 : ([2, -3], 5) attendu, ({np.asarray(coefficients).round(6).tolist()!r}, {ordonnee}) obtenu"
)
coefficients, ordonnee = ajuster(np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 1.0, 4.0]))
assert np.allclose(coefficients, [1.5]) and abs(ordonnee + 1) < 1e-9, (
    f"points (1, 1), (2, 1), (3, 4) : ([1.5], -1) attendu, ({np.asarray(coefficients).tolist()!r}, {ordonnee}) obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : trois erreurs (8 minutes)
#
# Écrivez `erreurs`, qui reçoit les valeurs mesurées et les valeurs prévues et renvoie un dictionnaire :
#
# - `"moyenne"` : moyenne des écarts **absolus** ;
# - `"pire"` : plus grand écart absolu ;
# - `"biais"` : moyenne des écarts **prévu moins mesuré** (positif si l'on prévoit trop haut).

# %% solution="erreurs"
def erreurs(mesures, prevus):
    """Renvoie l'erreur absolue moyenne, la pire et le biais, dans l'unité des mesures."""
    ### BEGIN SOLUTION
    ecarts = np.asarray(prevus, dtype=float) - np.asarray(mesures, dtype=float)
    return {
        "moyenne": float(np.abs(ecarts).mean()),
        "pire": float(np.abs(ecarts).max()),
        "biais": float(ecarts.mean()),
    }
    ### END SOLUTION


# %% points=2 tests="erreurs"
obtenu = erreurs([10, 20, 30], [12, 20, 29])
attendu = {"moyenne": 1.0, "pire": 2.0, "biais": 1 / 3}
for nom, valeur in attendu.items():
    assert abs(obtenu[nom] - valeur) < 1e-9, f"{nom} : {valeur!r} attendu, {obtenu[nom]} obtenu"
### BEGIN HIDDEN TESTS
for mesures, prevus, attendu in [
    ([1.0, 1.0], [0.0, 0.5], {"moyenne": 0.75, "pire": 1.0, "biais": -0.75}),
    ([5.0], [5.0], {"moyenne": 0.0, "pire": 0.0, "biais": 0.0}),
    ([0, 0, 0, 0], [-4, 1, 1, 2], {"moyenne": 2.0, "pire": 4.0, "biais": 0.0}),
]:
    obtenu = erreurs(mesures, prevus)
    for nom, valeur in attendu.items():
        assert abs(obtenu[nom] - valeur) < 1e-9, (
            f"mesures {mesures!r}, prévus {prevus!r}, {nom} : {valeur!r} attendu, {obtenu[nom]} obtenu"
        )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : prévoir chaque molécule sans elle (12 minutes)
#
# Six molécules, c'est trop peu pour en mettre de côté. On les prévoit donc une par une, chacune avec un modèle ajusté **sur les autres**.
# Écrivez `sans_elle`, qui reçoit X et y et renvoie le tableau des prévisions, dans l'ordre. Servez-vous de `ajuster`.

# %% solution="sans-elle"
def sans_elle(X, y):
    """Renvoie la prévision de chaque molécule par un modèle ajusté sur les autres."""
    ### BEGIN SOLUTION
    prevus = np.zeros(len(y))
    for i in range(len(y)):
        garde = np.arange(len(y)) != i
        coefficients, ordonnee = ajuster(X[garde], y[garde])
        prevus[i] = X[i] @ coefficients + ordonnee
    return prevus
    ### END SOLUTION


# %% points=3 tests="sans-elle"
obtenu = np.asarray(sans_elle(carbones, ebullition), dtype=float)
assert obtenu.shape == (6,), f"six prévisions : forme (6,) attendue, {obtenu.shape!r} obtenue"
assert abs(obtenu[0] - 58.26) < 1e-6, f"méthanol prévu sans lui : 58.26 attendu, {obtenu[0]} obtenu"
### BEGIN HIDDEN TESTS
X = np.array([[0.0], [1.0], [2.0], [3.0]])
obtenu = np.asarray(sans_elle(X, np.array([0.0, 1.0, 2.0, 30.0])), dtype=float)
attendu = [-18.0, 34 / 7, 122 / 7, 3.0]
assert np.allclose(obtenu, attendu), f"y = 0, 1, 2, 30 : {attendu!r} attendu, {obtenu.round(4).tolist()!r} obtenu"
deux = np.column_stack([X, [1.0, 0.0, 0.0, 2.0]])
y = deux @ np.array([1.0, 10.0]) - 4
X5, y5 = np.vstack([deux, [[5.0, 1.0]]]), np.append(y, 11.0)
obtenu = np.asarray(sans_elle(X5, y5), dtype=float)
assert np.allclose(obtenu, y5), f"relation exacte à deux descripteurs : {y5.tolist()!r} attendu, {obtenu.round(4).tolist()!r} obtenu"
### END HIDDEN TESTS
