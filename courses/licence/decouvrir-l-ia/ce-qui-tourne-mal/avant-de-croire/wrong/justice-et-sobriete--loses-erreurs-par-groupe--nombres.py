# %% solution="erreurs-par-groupe"
# Idée fausse : compter les erreurs sans les rapporter à la taille du groupe.
def erreurs_par_groupe(vraies, reponses, groupes):
    bilan = pd.DataFrame({"v": vraies, "r": reponses, "groupe": groupes})
    bilan["erreur"] = bilan["v"] != bilan["r"]
    return bilan.groupby("groupe")["erreur"].sum()
