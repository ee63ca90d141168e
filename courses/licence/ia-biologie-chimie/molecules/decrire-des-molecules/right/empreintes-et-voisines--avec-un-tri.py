# %% solution="plus-proche"
# Autre bonne réponse : trier par ressemblance décroissante, puis par nom.
def plus_proche(smiles, etagere, taille_max):
    cible = empreinte(smiles, taille_max)
    rangees = sorted((-tanimoto(cible, empreinte(s, taille_max)), nom) for nom, s in etagere.items())
    return (rangees[0][1], -rangees[0][0]) if rangees else None
