# %% solution="intervalle"
# Idée fausse : p plus ou moins z fois l'écart type suffit, même pour de petits nombres.
def intervalle(reussites, essais, z=1.96):
    if essais <= 0 or not 0 <= reussites <= essais:
        raise ValueError("essai impossible")
    part = reussites / essais
    demi = z * math.sqrt(part * (1 - part) / essais)
    return part - demi, part + demi
