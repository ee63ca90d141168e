# %% solution="cout-total"
# Idée fausse : seules les erreurs coûtent.
def cout_total(compte, prix):
    return compte["fp"] * prix.get("fp", 0) + compte["fn"] * prix.get("fn", 0)


# %% solution="sans-modele"
# Réponse juste, écrite sans la fonction précédente.
def sans_modele(reel, prix):
    oui = sum(reel)
    non = len(reel) - oui
    jamais = oui * prix.get("fn", 0) + non * prix.get("vn", 0)
    toujours = oui * prix.get("vp", 0) + non * prix.get("fp", 0)
    return ("jamais", jamais) if jamais <= toujours else ("toujours", toujours)
