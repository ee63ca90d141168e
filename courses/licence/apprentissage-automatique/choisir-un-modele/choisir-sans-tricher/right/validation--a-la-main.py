# %% solution="plis"
# Autre bonne réponse : calculer chaque taille.
def plis(n, k):
    debut, morceaux = 0, []
    for i in range(k):
        taille = n // k + (1 if i < n % k else 0)
        morceaux.append(list(range(debut, debut + taille)))
        debut = debut + taille
    return morceaux
