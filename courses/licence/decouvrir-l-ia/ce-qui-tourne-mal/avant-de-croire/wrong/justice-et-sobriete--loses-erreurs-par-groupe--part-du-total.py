# %% solution="erreurs-par-groupe"
# Idée fausse : rapporter les erreurs du groupe à tout le monde.
def erreurs_par_groupe(vraies, reponses, groupes):
    bilan = pd.DataFrame({"v": vraies, "r": reponses, "groupe": groupes})
    bilan["erreur"] = bilan["v"] != bilan["r"]
    return bilan.groupby("groupe")["erreur"].sum() / len(bilan)
