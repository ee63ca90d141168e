# %% solution="premiere-alarme"
# Idée fausse : des dépassements dispersés valent une confirmation.
def premiere_alarme(signal, seuil, confirmations):
    total = 0
    for indice, mesure in enumerate(signal):
        if mesure > seuil:
            total += 1
        if total == confirmations:
            return indice
    return None
