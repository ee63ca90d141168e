# %% solution="quatre-issues"
# Idée fausse : zip s'occupe des longueurs différentes (il coupe en silence).
def quatre_issues(reel, predit):
    compte = {"vp": 0, "fp": 0, "fn": 0, "vn": 0}
    for vrai, annonce in zip(reel, predit):
        if annonce:
            compte["vp" if vrai else "fp"] += 1
        else:
            compte["fn" if vrai else "vn"] += 1
    return compte
