# %% solution="budget"
# Idée fausse : la marge ne porte que sur les jours.
def budget(lignes, frais, marge_pct):
    return round(sum(jours * tarif for _, jours, tarif in lignes) * (1 + marge_pct / 100) + frais)
