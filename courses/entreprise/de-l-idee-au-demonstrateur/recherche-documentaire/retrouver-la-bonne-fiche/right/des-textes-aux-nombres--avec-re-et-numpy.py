# %% solution="decouper"
# Autre bonne réponse : une expression régulière.
def decouper(texte, mots_vides=frozenset()):
    import re

    mots = re.findall(r"[a-z0-9]+", sans_accents(texte).lower())
    return [mot for mot in mots if len(mot) >= 2 and mot not in mots_vides]


# %% solution="cosinus"
def cosinus(poids_a, poids_b):
    mots = sorted(set(poids_a) | set(poids_b))
    a = np.array([poids_a.get(mot, 0.0) for mot in mots])
    b = np.array([poids_b.get(mot, 0.0) for mot in mots])
    longueurs = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / longueurs) if longueurs else 0.0
