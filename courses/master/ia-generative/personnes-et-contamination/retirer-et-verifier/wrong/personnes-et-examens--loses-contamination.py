# %% solution="contamination"
# Idée fausse : partager assez de mots, dans n'importe quel ordre, suffit.
def contaminees(questions, corpus, taille):
    mots = {mot for document in corpus for mot in re.findall(r"\w+", document.lower())}
    return [
        i
        for i, q in enumerate(questions)
        if len(set(re.findall(r"\w+", q.lower())) & mots) >= taille
    ]
