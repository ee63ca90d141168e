# %% solution="par-machine"
# Idée fausse : on coupe le tableau en deux selon l'ordre des lignes.
def par_machine(machines, machines_essai):
    milieu = len(machines) // 2
    return list(range(milieu)), list(range(milieu, len(machines)))
