# %% solution="doublons"
# Idée fausse : deux écritures différentes sont deux séquences différentes.
def sans_doublons(sequences):
    return [i for i, sequence in enumerate(sequences) if sequence not in sequences[:i]]
