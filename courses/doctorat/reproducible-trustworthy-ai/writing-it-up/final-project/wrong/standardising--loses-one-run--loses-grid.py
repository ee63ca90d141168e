# %% solution="one-run"
# Misconception: scaling the whole table before the split is harmless.
def one_run(X, y, seed, standardise):
    if standardise:
        X = StandardScaler().fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)
    return float(SVC().fit(X_train, y_train).score(X_test, y_test))
