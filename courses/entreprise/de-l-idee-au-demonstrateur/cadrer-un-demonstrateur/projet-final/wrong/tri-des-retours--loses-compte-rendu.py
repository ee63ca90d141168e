# %% solution="compte-rendu"
# Idée fausse : le concurrent est toujours l'habitude (tout ouvrir).
def compte_rendu(reel, proba, seuil, prix):
    reel, ouvre = np.asarray(reel, dtype=bool), np.asarray(proba, dtype=float) >= seuil
    issues = {"vp": ouvre & reel, "fp": ouvre & ~reel, "fn": ~ouvre & reel, "vn": ~ouvre & ~reel}
    cout = float(sum(prix[nom] * lampes.sum() for nom, lampes in issues.items()))
    cout_sans = float(prix["vp"] * reel.sum() + prix["fp"] * (~reel).sum())
    gain = None if cout_sans == 0 else (cout_sans - cout) / cout_sans * 100
    return {
        "lampes": len(reel),
        "pannes": int(reel.sum()),
        "cout": cout,
        "cout_sans": cout_sans,
        "gain_pct": gain,
    }
