# %% solution="erreurs-par-groupe"
# Idée fausse : donner la part de bonnes réponses.
def erreurs_par_groupe(vraies, reponses, groupes):
    bilan = pd.DataFrame({"v": vraies, "r": reponses, "groupe": groupes})
    bilan["juste"] = bilan["v"] == bilan["r"]
    return bilan.groupby("groupe")["juste"].mean()
