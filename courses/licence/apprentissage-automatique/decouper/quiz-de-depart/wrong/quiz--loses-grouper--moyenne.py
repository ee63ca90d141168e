# %% solution="grouper"
# Idée fausse : prendre la moyenne, que les valeurs extrêmes emportent.
def mediane_par_site(tableau):
    return tableau.groupby("site")["valeur"].mean()
