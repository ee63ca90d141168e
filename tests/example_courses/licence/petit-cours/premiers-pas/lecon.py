# %% [markdown]
# # Résumer des nombres
# La moyenne est la somme divisée par l'effectif.

# %%
sum([1, 2, 6]) / 3
