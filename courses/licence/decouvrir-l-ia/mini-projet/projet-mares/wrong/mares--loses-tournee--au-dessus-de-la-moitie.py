# %% solution="tournee"
# Idée fausse : on ne visiterait que les mares à plus d'une chance sur deux.
def tournee(noms, chances, nombre):
    tableau = pd.DataFrame({"mare": noms, "chance": chances})
    tableau = tableau[tableau["chance"] > 0.5]
    rangees = tableau.sort_values(["chance", "mare"], ascending=[False, True])
    return list(rangees["mare"].head(nombre))
