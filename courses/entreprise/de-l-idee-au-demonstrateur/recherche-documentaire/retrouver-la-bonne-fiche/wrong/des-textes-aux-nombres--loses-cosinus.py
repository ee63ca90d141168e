# %% solution="cosinus"
# Idée fausse : les longueurs ne portent que sur les mots communs.
def cosinus(poids_a, poids_b):
    communs = set(poids_a) & set(poids_b)
    produit = sum(poids_a[mot] * poids_b[mot] for mot in communs)
    longueurs = math.sqrt(
        sum(poids_a[m] ** 2 for m in communs) * sum(poids_b[m] ** 2 for m in communs)
    )
    return produit / longueurs if longueurs else 0.0
