# %% solution="seuil-retenu"
# Idée fausse : on ouvre seulement au-dessus du seuil, pas au seuil même.
def seuil_retenu(reel, proba, prix, seuils):
    reel, proba = np.asarray(reel, dtype=bool), np.asarray(proba, dtype=float)

    def cout(seuil):
        ouvre = proba > seuil
        issues = {
            "vp": ouvre & reel,
            "fp": ouvre & ~reel,
            "fn": ~ouvre & reel,
            "vn": ~ouvre & ~reel,
        }
        return float(sum(prix[nom] * lampes.sum() for nom, lampes in issues.items()))

    meilleur = min(seuils, key=lambda seuil: (cout(seuil), -seuil))
    return meilleur, cout(meilleur)
