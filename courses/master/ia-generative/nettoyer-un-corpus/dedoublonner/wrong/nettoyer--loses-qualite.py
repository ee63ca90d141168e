# %% solution="qualite"
# Idée fausse : les blancs comptent parmi les caractères, et la variété ne sert à rien.
def est_du_texte(texte, mots_min=5, part_lettres=0.6, part_repetee=0.5):
    if len(texte.split()) < max(mots_min, 1):
        return False
    return sum(c.isalpha() for c in texte) / len(texte) >= part_lettres
