# %% solution="one-run"
# Another right answer: the training half's mean and spread, by hand.
def one_run(X, y, seed, standardise):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)
    if standardise:
        mean, spread = X_train.mean(axis=0), X_train.std(axis=0)
        X_train, X_test = (X_train - mean) / spread, (X_test - mean) / spread
    return SVC().fit(X_train, y_train).score(X_test, y_test)
