# %% solution="rang-inverse"
# Idée fausse : les questions sans bonne réponse ne comptent pas dans la moyenne.
def rang_inverse_moyen(reponses, bons_par_question):
    valeurs = []
    for trouves, bons in zip(reponses, bons_par_question):
        rangs = [rang for rang, document in enumerate(trouves, start=1) if document in bons]
        if rangs:
            valeurs.append(1 / rangs[0])
    return sum(valeurs) / len(valeurs) if valeurs else None
