# %% solution="pseudonyme"
# Idée fausse : une empreinte sans clé protège aussi bien.
def pseudonyme(nom, cle):
    return hashlib.sha256(nom.strip().lower().encode()).hexdigest()[:12]
