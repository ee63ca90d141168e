# %% solution="taux-par-commune"
# Autre bonne réponse : une boucle sur les communes et un dictionnaire.
def taux_par_commune(tableau, minimum):
    taux = {}
    for commune in tableau["commune"].unique():
        tritons = tableau.loc[tableau["commune"] == commune, "tritons"]
        if len(tritons) >= minimum:
            taux[commune] = 100 * (tritons == "oui").sum() / len(tritons)
    return taux
