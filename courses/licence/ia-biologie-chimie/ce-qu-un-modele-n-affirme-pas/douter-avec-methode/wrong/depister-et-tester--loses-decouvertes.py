# %% solution="decouvertes"
# Idée fausse : on s'arrête au premier rang qui ne passe pas.
def decouvertes(p_values, taux):
    ordre = sorted(range(len(p_values)), key=lambda i: p_values[i])
    gardes = []
    for rang, indice in enumerate(ordre, start=1):
        if p_values[indice] > rang / len(p_values) * taux:
            break
        gardes.append(indice)
    return sorted(gardes)
