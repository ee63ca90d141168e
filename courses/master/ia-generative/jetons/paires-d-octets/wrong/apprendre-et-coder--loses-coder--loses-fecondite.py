# %% solution="coder"
# Idée fausse : un jeton par caractère au départ, et les fusions dans l'ordre inverse.
def coder(texte, fusions):
    suite = [ord(caractere) for caractere in texte]
    for rang in reversed(range(len(fusions))):
        suite = fusionner(suite, fusions[rang], 256 + rang)
    return suite
