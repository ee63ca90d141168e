# %% solution="seuil-theorique"
# Idée fausse : le seuil est le rapport des deux prix.
def seuil_theorique(prix):
    if prix["fp"] <= prix["vn"] or prix["fn"] <= prix["vp"]:
        raise ValueError("pas de seuil")
    return prix["fp"] / prix["fn"]
