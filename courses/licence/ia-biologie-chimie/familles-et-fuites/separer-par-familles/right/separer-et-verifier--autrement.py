# %% solution="part-d-essai"
# Autre bonne réponse : compter d'abord, remplir ensuite.
def familles_d_essai(familles, part):
    from collections import Counter

    reste = part * len(familles)
    choisies = set()
    for nom, taille in sorted(Counter(familles).items(), key=lambda paire: (paire[1], paire[0])):
        if taille <= reste:
            choisies.add(nom)
            reste -= taille
    return sorted(choisies)
