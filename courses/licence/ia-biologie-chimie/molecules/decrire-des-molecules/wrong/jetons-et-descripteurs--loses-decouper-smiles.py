# %% solution="decouper-smiles"
# Idée fausse : un caractère, un jeton.
def decouper(smiles):
    for caractere in smiles:
        if caractere not in SYMBOLES | AUTRES | set("123456789") | {"l", "r"}:
            raise ValueError(caractere)
    return list(smiles)
