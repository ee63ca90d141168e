# %% solution="quatre-issues"
# Autre bonne réponse : quatre sommes de vrai et de faux.
def quatre_issues(reel, predit):
    if len(reel) != len(predit):
        raise ValueError("les deux listes n'ont pas la même longueur")
    couples = list(zip(reel, predit))
    return {
        "vp": sum(r and p for r, p in couples),
        "fp": sum(p and not r for r, p in couples),
        "fn": sum(r and not p for r, p in couples),
        "vn": sum(not r and not p for r, p in couples),
    }
