# %% solution="decouvertes"
# Autre bonne réponse : chercher le seuil, puis garder tout ce qui est dessous.
def decouvertes(p_values, taux):
    triees, m = sorted(p_values), len(p_values)
    seuils = [p for k, p in enumerate(triees, start=1) if p <= taux * k / m]
    return [i for i, p in enumerate(p_values) if seuils and p <= max(seuils)]
