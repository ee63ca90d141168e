# %% solution="tournee"
# Idée fausse : à chance égale, l'ordre du relevé suffirait.
def tournee(noms, chances, nombre):
    tableau = pd.DataFrame({"mare": noms, "chance": chances})
    rangees = tableau.sort_values("chance", ascending=False, kind="stable")
    return list(rangees["mare"].head(nombre))
