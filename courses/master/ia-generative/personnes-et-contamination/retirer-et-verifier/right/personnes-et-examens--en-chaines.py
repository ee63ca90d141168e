# %% solution="contamination"
# Autre bonne réponse : chercher la suite dans une chaîne de mots bornée par des espaces.
def contaminees(questions, corpus, taille):
    documents = [" " + " ".join(re.findall(r"\w+", document.lower())) + " " for document in corpus]
    resultat = []
    for indice, question in enumerate(questions):
        mots = re.findall(r"\w+", question.lower())
        morceaux = [
            " " + " ".join(mots[i : i + taille]) + " " for i in range(len(mots) - taille + 1)
        ]
        if any(morceau in document for morceau in morceaux for document in documents):
            resultat.append(indice)
    return resultat
