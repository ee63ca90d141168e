# %% solution="permutations"
# Idée fausse : la valeur p peut être nulle.
def p_par_permutations(observe, permutes):
    return sum(abs(ecart) >= abs(observe) for ecart in permutes) / max(len(permutes), 1)
