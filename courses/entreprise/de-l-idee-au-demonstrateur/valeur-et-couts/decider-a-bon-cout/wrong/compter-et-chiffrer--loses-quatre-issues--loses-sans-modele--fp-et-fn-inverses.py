# %% solution="quatre-issues"
# Idée fausse : un faux positif serait un cas réel que l'on a raté.
def quatre_issues(reel, predit):
    if len(reel) != len(predit):
        raise ValueError("longueurs différentes")
    compte = {"vp": 0, "fp": 0, "fn": 0, "vn": 0}
    for vrai, annonce in zip(reel, predit):
        compte[("v" if vrai == annonce else "f") + ("p" if vrai else "n")] += 1
    return compte
