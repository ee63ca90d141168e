# %% solution="meilleure-paire"
# Idée fausse : on peut mettre toutes les suites bout à bout, et prendre la première paire trouvée.
def meilleure_paire(suites):
    tout = [jeton for suite in suites for jeton in suite]
    compte = {}
    for paire in zip(tout, tout[1:]):
        compte[paire] = compte.get(paire, 0) + 1
    if not compte:
        return None
    paire = max(compte, key=compte.get)
    return paire, compte[paire]
