# %% solution="tournee"
# Idée fausse : ranger irait toujours du plus petit au plus grand.
def tournee(noms, chances, nombre):
    tableau = pd.DataFrame({"mare": noms, "chance": chances})
    return list(tableau.sort_values(["chance", "mare"])["mare"].head(nombre))
