# %% solution="tournee"
# Autre bonne réponse : sorted et des couples (chance changée de signe, nom).
def tournee(noms, chances, nombre):
    couples = sorted((-chance, nom) for nom, chance in zip(noms, chances))
    return [nom for _, nom in couples][:nombre]
