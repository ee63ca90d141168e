# %% solution="decoder"
# Autre bonne réponse : déplier chaque jeton jusqu'aux octets.
def decoder(jetons, fusions):
    def deplier(jeton):
        if 0 <= jeton < 256:
            return bytes([jeton])
        if not 256 <= jeton < 256 + len(fusions):
            raise ValueError(f"le jeton {jeton} n'existe pas")
        gauche, droite = fusions[jeton - 256]
        return deplier(gauche) + deplier(droite)

    return b"".join(map(deplier, jetons)).decode("utf-8", errors="replace")
