# %% solution="niveau"
# Idée fausse : converser prime sur tout le reste, et une clé absente vaut non.
def niveau(fiche):
    if fiche.get("parle_ou_fabrique"):
        return "transparence"
    if fiche.get("emotions_au_travail"):
        return "interdit"
    if fiche.get("decide_sur_des_personnes") or fiche.get("composant_de_securite"):
        return "haut risque"
    return "minimal"
