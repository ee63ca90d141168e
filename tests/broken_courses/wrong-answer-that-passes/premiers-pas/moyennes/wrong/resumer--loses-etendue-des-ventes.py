# %% solution="etendue"
etendue = max(ventes) - 7
