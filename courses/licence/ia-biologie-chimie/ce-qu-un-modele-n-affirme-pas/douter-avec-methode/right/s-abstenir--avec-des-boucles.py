# %% solution="avis"
# Autre bonne réponse : une boucle, et le refus en dernier.
def avis(probabilites, bas, haut):
    if not bas < haut:
        raise ValueError("les seuils se croisent")
    reponses = []
    for probabilite in probabilites:
        if probabilite <= bas:
            reponses.append("non")
        elif probabilite >= haut:
            reponses.append("oui")
        else:
            reponses.append(None)
    return tuple(reponses)


# %% solution="couverture"
# Autre bonne réponse : compter les abstentions plutôt que les réponses.
def juger(reponses, verites):
    total = len(reponses)
    if total == 0 or total != len(verites):
        raise ValueError("listes")
    abstentions = reponses.count(None)
    justes = len([1 for i in range(total) if reponses[i] == verites[i] and reponses[i] is not None])
    if abstentions == total:
        return [0.0, None]
    return [(total - abstentions) / total, justes / (total - abstentions)]
