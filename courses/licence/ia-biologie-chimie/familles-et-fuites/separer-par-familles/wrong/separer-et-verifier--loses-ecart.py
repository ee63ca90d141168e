# %% solution="ecart"
# Idée fausse : comparer les meilleures notes.
def illusion(notes_hasard, notes_familles):
    if not notes_hasard or not notes_familles:
        return None
    return (max(notes_hasard) - max(notes_familles)) * 100
