# %% solution="valeur-predictive"
# Idée fausse : un positif est juste aussi souvent que le test est sensible.
def valeur_predictive(sensibilite, specificite, prevalence):
    return sensibilite
