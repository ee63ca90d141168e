# %% solution="decouper"
# Idée fausse : split() suffit, la ponctuation s'en va toute seule.
def decouper(texte, mots_vides=frozenset()):
    return [
        mot for mot in sans_accents(texte).lower().split() if len(mot) > 1 and mot not in mots_vides
    ]
