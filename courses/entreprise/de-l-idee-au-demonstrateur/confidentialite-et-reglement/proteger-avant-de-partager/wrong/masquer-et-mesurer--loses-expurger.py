# %% solution="expurger"
# Idée fausse : un téléphone, c'est dix chiffres, où qu'ils soient.
def expurger(texte):
    sans_courriel = re.sub(r"\S+@\S+\.\w+", "[courriel]", texte)
    return re.sub(r"(\d[ .-]?){10}", "[telephone]", sans_courriel)
