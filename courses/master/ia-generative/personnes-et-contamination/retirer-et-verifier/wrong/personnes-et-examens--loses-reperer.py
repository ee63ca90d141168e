# %% solution="reperer"
# Idée fausse : les types se rangent l'un après l'autre, et rien ne se recouvre.
def reperer(texte):
    courriels = [(m.start(), m.end(), "courriel") for m in COURRIEL.finditer(texte)]
    return courriels + [(m.start(), m.end(), "telephone") for m in TELEPHONE.finditer(texte)]
