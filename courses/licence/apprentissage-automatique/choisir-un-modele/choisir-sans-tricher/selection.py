# %% [markdown]
# # Exercice 5.2 : choisir, juger, comparer
#
# Choisir sur l'apprentissage, juger ailleurs, comparer par paires.

# %%
import numpy as np
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neighbors import KNeighborsClassifier


def nuage(graine, n=80):
    """Fabrique un nuage de points en deux classes qui se mêlent."""
    hasard = np.random.default_rng(graine)
    X = hasard.normal(size=(n, 2))
    return X, (X[:, 0] + 0.5 * X[:, 1] ** 2 + hasard.normal(0, 0.8, n) > 0.4).astype(int)


# %% [markdown]
# ## Question 1 : choisir puis juger (15 minutes)
#
# Écrivez `choisir_et_juger(app_x, app_y, test_x, test_y, candidats)`. Les candidats sont des nombres de voisins.
#
# 1. Pour chacun, la moyenne de `cross_val_score(KNeighborsClassifier(...), app_x, app_y, cv=4)`.
# 2. On retient la meilleure moyenne ; en cas d'égalité, le **plus grand** nombre de voisins (le modèle le plus calme).
# 3. Le retenu réapprend sur tout l'apprentissage, et on le juge **une fois** sur le test.
#
# Renvoyez le nombre de voisins retenu, puis l'exactitude au test.


# %% solution="choisir"
def choisir_et_juger(app_x, app_y, test_x, test_y, candidats):
    """Renvoie le nombre de voisins choisi par validation croisée et son exactitude au test."""
    ### BEGIN SOLUTION
    moyennes = {
        k: cross_val_score(KNeighborsClassifier(k), app_x, app_y, cv=4).mean() for k in candidats
    }
    retenu = max(candidats, key=lambda k: (moyennes[k], k))
    return retenu, KNeighborsClassifier(retenu).fit(app_x, app_y).score(test_x, test_y)
    ### END SOLUTION


# %% points=3 tests="choisir"
X, y = nuage(0)
obtenu = choisir_et_juger(X[:60], y[:60], X[60:], y[60:], [1, 5, 15])
assert isinstance(obtenu, tuple) and len(obtenu) == 2, f"deux nombres attendus, {obtenu} obtenu"
assert obtenu[0] == 5 and abs(obtenu[1] - 0.7) < 0.001, (
    f"nuage(0), candidats 1, 5, 15 : (5, 0.7) attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for graine in range(1, 9):
    X, y = nuage(graine, 70)
    candidats = [9, 1, 21, 3, 13]
    moyennes = [
        cross_val_score(KNeighborsClassifier(k), X[:40], y[:40], cv=4).mean() for k in candidats
    ]
    retenu = max(k for k, m in zip(candidats, moyennes) if m == max(moyennes))
    attendu = retenu, KNeighborsClassifier(retenu).fit(X[:40], y[:40]).score(X[40:], y[40:])
    obtenu = choisir_et_juger(X[:40], y[:40], X[40:], y[40:], candidats)
    assert obtenu[0] == attendu[0], (
        f"nuage({graine}, 70), candidats {candidats} : {attendu[0]} voisins attendu, {obtenu[0]} obtenu"
    )
    assert abs(obtenu[1] - attendu[1]) < 1e-9, (
        f"nuage({graine}, 70), exactitude au test : {attendu[1]:.4f} attendu, {obtenu[1]:.4f} obtenu"
    )
separe = np.concatenate([np.zeros(20), np.full(20, 9.0)])[:, None] + np.linspace(0, 1, 40)[:, None]
obtenu = choisir_et_juger(
    separe, np.repeat([0, 1], 20), separe, np.repeat([0, 1], 20), [3, 7, 1, 5]
)
assert obtenu[0] == 7, f"quatre candidats à égalité, 3, 7, 1 et 5 : 7 attendu, {obtenu[0]} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : emboîter (15 minutes)
#
# Écrivez `score_emboite(X, y, candidats)` : la **moyenne** d'une validation croisée extérieure à 6 plis (`cv=6`)
# d'une recherche `GridSearchCV` sur `n_neighbors` parmi les candidats, elle-même à 3 plis intérieurs (`cv=3`).
#
# Boîte à outils : `GridSearchCV(modele, {"n_neighbors": candidats}, cv=3)` est un modèle comme un autre.


# %% solution="emboite"
def score_emboite(X, y, candidats):
    """Renvoie la moyenne d'une validation croisée dont chaque pli refait le choix du réglage."""
    ### BEGIN SOLUTION
    recherche = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": candidats}, cv=3)
    return cross_val_score(recherche, X, y, cv=6).mean()
    ### END SOLUTION


# %% points=2 tests="emboite"
X, y = nuage(20)
obtenu = score_emboite(X, y, [1, 5, 15])
assert obtenu is not None and abs(obtenu - 0.7995) < 0.001, (
    f"nuage(20), candidats 1, 5, 15 : 0.7995 attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for graine, candidats in [(31, [1, 2, 9]), (32, [4, 25]), (33, [1, 3, 5, 7, 11])]:
    X, y = nuage(graine, 60)
    recherche = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": candidats}, cv=3)
    attendu = cross_val_score(recherche, X, y, cv=6).mean()
    obtenu = score_emboite(X, y, candidats)
    assert abs(obtenu - attendu) < 1e-9, (
        f"nuage({graine}, 60), candidats {candidats} : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : comparer par paires (10 minutes)
#
# Écrivez `ecart_apparie(a, b)` : deux listes de scores mesurés sur les **mêmes plis**.
# Renvoyez l'écart moyen a − b, puis son erreur type : l'écart type des écarts (`ddof=1`) divisé par la racine du nombre de plis.


# %% solution="apparie"
def ecart_apparie(a, b):
    """Renvoie l'écart moyen pli par pli et son erreur type."""
    ### BEGIN SOLUTION
    ecarts = np.array(a) - np.array(b)
    return ecarts.mean(), ecarts.std(ddof=1) / np.sqrt(len(ecarts))
    ### END SOLUTION


# %% points=2 tests="apparie"
obtenu = ecart_apparie([0.8, 0.6, 0.9, 0.7], [0.7, 0.5, 0.8, 0.6])
assert isinstance(obtenu, tuple) and len(obtenu) == 2, f"deux nombres attendus, {obtenu} obtenu"
assert np.allclose(obtenu, [0.1, 0.0]), (
    f"toujours 0.1 de mieux : (0.1, 0.0) attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for a, b, attendu in [
    ([0.5, 0.75], [0.25, 1.0], (0.0, 0.25)),
    ([0.2, 0.9, 0.7], [0.5, 0.9, 0.4], (0.0, 0.3 / 3**0.5)),
    ([0.6, 0.8, 0.7, 0.9, 0.5], [0.9, 0.85, 0.7, 0.7, 0.9], (-0.11, 0.10770329614269007)),
]:
    obtenu = ecart_apparie(a, b)
    assert np.allclose(obtenu, attendu), (
        f"a = {a}, b = {b} : {tuple(round(v, 4) for v in attendu)} attendu, {tuple(round(float(v), 4) for v in obtenu)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : le concours (15 minutes)
#
# Une coopérative (inventée) compare 40 modèles de prévision de rendement sur un jeu de test de 200 parcelles, toujours le même, pendant six mois.
# Chaque semaine, l'équipe regarde les scores au test et améliore ses modèles. Le gagnant a 0,874, le deuxième 0,871, et le premier modèle simple du début, 0,852.
# Communiqué : « Notre modèle, choisi parmi 40, atteint 87,4 % et bat tous les autres. »
#
# En 8 à 15 lignes : que vaut le 0,874, que vaut l'écart de 0,003, et quel protocole proposez-vous pour l'an prochain, budget compris ?

# %% [markdown] points=3 written="concours"
# **Éléments attendus.** Le test a servi à choisir et à régler, semaine après semaine : ce n'est plus un test, c'est une validation ; 0,874 est le maximum de nombreux essais, donc trop beau.
# Sur 200 parcelles, l'erreur type d'une exactitude de 0,87 est d'environ 0,024 : un écart de 0,003 (moins d'une parcelle) ne veut rien dire ; comparer par paires, sur les mêmes parcelles.
# Le gain sur le modèle simple (0,022, quatre parcelles) n'est pas sûr non plus : à égalité, le plus simple.
# Protocole : candidats et mesure écrits d'avance ; validation croisée (par exploitation, par année) sur l'apprentissage, règle de l'erreur type ; test neuf, d'une autre année,
# touché une fois ; validation emboîtée si les données manquent ; publier moyenne, erreur type, référence, nombre d'essais ; prévoir le coût du calcul et des mesures.
#
# **Barème.** 1 point : le test usé par le choix. 1 point : l'écart de 0,003 jugé avec un ordre de grandeur (parcelles, erreur type, ou paires).
# 1 point : un protocole applicable où le test ne sert qu'une fois, avec une référence simple.
