# %% solution="separation"
# Idée fausse : un vin sur `pas`, sans regarder le cépage.
def separer(cepages, pas):
    essai = list(range(0, len(cepages), pas))
    return [i for i in range(len(cepages)) if i not in essai], essai
