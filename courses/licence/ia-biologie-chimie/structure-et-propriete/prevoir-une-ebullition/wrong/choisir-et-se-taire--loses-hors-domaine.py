# %% solution="hors-domaine"
# Idée fausse : les valeurs extrêmes apprises sont déjà dehors.
def hors_domaine(appris, nouvelle, noms):
    bas, haut = np.min(appris, axis=0), np.max(appris, axis=0)
    return [nom for nom, valeur, b, h in zip(noms, nouvelle, bas, haut) if not b < valeur < h]
