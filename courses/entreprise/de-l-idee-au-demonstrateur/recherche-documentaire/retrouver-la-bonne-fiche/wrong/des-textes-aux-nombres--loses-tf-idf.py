# %% solution="tf-idf"
# Idée fausse : la rareté se compte en nombre d'apparitions, pas en nombre de documents.
def tf_idf(documents):
    apparitions = {}
    for document in documents:
        for mot in document:
            apparitions[mot] = apparitions.get(mot, 0) + 1
    return [
        {
            mot: document.count(mot) / len(document) * math.log(len(documents) / apparitions[mot])
            for mot in document
        }
        for document in documents
    ]
