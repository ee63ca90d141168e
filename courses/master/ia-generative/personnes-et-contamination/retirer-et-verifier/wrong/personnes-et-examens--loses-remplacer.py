# %% solution="remplacer"
# Idée fausse : un numéro par passage, le lien entre deux mentions est perdu.
def remplacer(texte, passages):
    for rang, (debut, fin, nature) in reversed(list(enumerate(passages, start=1))):
        texte = texte[:debut] + f"[{nature} {rang}]" + texte[fin:]
    return texte
