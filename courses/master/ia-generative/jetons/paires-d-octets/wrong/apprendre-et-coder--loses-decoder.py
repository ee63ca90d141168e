# %% solution="decoder"
# Idée fausse : chaque jeton se décode seul.
def decoder(jetons, fusions):
    morceaux = {i: bytes([i]) for i in range(256)}
    for rang, (a, b) in enumerate(fusions):
        morceaux[256 + rang] = morceaux[a] + morceaux[b]
    for jeton in jetons:
        if jeton not in morceaux:
            raise ValueError(f"inconnu : {jeton}")
    return "".join(morceaux[jeton].decode("utf-8", errors="replace") for jeton in jetons)
