# %% solution="decouper-smiles"
# Autre bonne réponse : une expression régulière, puis la vérification que rien n'a été sauté.
def decouper(smiles):
    import re

    liste = re.findall(r"Cl|Br|.", smiles, flags=re.DOTALL)
    permis = SYMBOLES | AUTRES | set("123456789") | {"Cl", "Br"}
    for jeton in liste:
        if jeton not in permis:
            raise ValueError(f"je ne sais pas lire {jeton!r}")
    return liste


# %% solution="cycles"
def cycles(jetons):
    chiffres = [jeton for jeton in jetons if jeton in "123456789"]
    if any(chiffres.count(chiffre) % 2 for chiffre in chiffres):
        raise ValueError("un cycle n'est pas fermé")
    return len(chiffres) // 2
