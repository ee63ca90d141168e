# %% solution="juger-le-filtre"
# Idée fausse : on peut mélanger les documents.
def juger_le_filtre(trouves, attendus):
    t = {passage for document in trouves for passage in document}
    a = {passage for document in attendus for passage in document}
    return len(t & a) / len(t) if t else None, len(t & a) / len(a) if a else None
