# ruff: noqa
# fmt: off
# %% given
import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split

X, y = make_classification(n_samples=200, n_features=5, random_state=0)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

# %% student
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

modele = LogisticRegression(C=0.5).fit(X_train, y_train)
predictions = modele.predict(X_test)
exactitude = accuracy_score(y_test, predictions)
chaine = make_pipeline(StandardScaler(), LogisticRegression())
chaine.fit(X_train, y_train)


def entrainer(X, y, alpha=1.0):
    model = LinearRegression()
    model.fit(X, y)
    return model


def evaluer(model, X, y):
    return model.score(X, y)


def cout(w, X, y):
    return float(np.mean((X @ w - y) ** 2))


class Moyenne:
    def fit(self, X, y):
        self.moyenne_ = np.mean(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.moyenne_)


def confusion(y, p):
    return np.array([[np.sum((y == i) & (p == j)) for j in (0, 1)] for i in (0, 1)])


# %% check
assert predictions.shape == y_test.shape
assert set(np.unique(predictions)) <= {0, 1}
assert (predictions == modele.predict(X_test)).all()

# %% check
assert hasattr(modele, "predict")
assert modele.score(X_test, y_test) > 0.8
assert modele.coef_.shape == (1, 5)
assert modele.get_params()["C"] == 0.5

# %% check
assert isinstance(modele, LogisticRegression)
assert 0.8 < exactitude <= 1
assert np.isclose(exactitude, np.mean(predictions == y_test))

# %% check
assert chaine.predict(X_test[:3]).shape == (3,)
assert "logisticregression" in chaine.named_steps
assert len(chaine.steps) == 2

# %% check
m = entrainer(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
assert np.allclose(m.coef_, [2.0])
assert np.isclose(m.intercept_, 1.0)
assert np.allclose(m.predict([[3.0]]), 7)

# %% check
from sklearn.dummy import DummyClassifier

d = DummyClassifier(strategy="most_frequent").fit(X_train, y_train)
assert np.isclose(evaluer(d, X_test, y_test), d.score(X_test, y_test))

# %% check
w = np.array([1.0, -1.0])
A = np.eye(2)
assert cout(w, A, w) == 0
assert np.isclose(cout(w, A, np.zeros(2)), 1.0)

# %% check
b = Moyenne().fit(np.zeros((3, 1)), np.array([1.0, 2.0, 6.0]))
assert b.moyenne_ == 3
assert (b.predict(np.zeros((2, 1))) == [3, 3]).all()

# %% check
from sklearn.metrics import confusion_matrix

assert (confusion(y_test, predictions) == confusion_matrix(y_test, predictions)).all()

# %% check
from sklearn.model_selection import cross_val_score

scores = cross_val_score(chaine, X_train, y_train, cv=3)
assert scores.mean() > 0.7

# %% answer: others
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler

modele = LogisticRegression(C=0.5, max_iter=500)
modele.fit(X_train, y_train)
predictions = np.array([int(v) for v in modele.predict(X_test)])
exactitude = (predictions == y_test).sum() / len(y_test)
chaine = Pipeline([("minmax", MinMaxScaler()), ("logisticregression", LogisticRegression())]).fit(X_train, y_train)


def entrainer(X, y, alpha=1.0):
    return Ridge(alpha=1e-9).fit(X, y)


def evaluer(model, X, y):
    return np.mean(model.predict(X) == y)


def cout(w, X, y):
    r = X.dot(w) - y
    return r.dot(r) / len(y)


class Moyenne:
    def fit(self, X, y):
        self.moyenne_ = sum(y) / len(y)
        return self

    def predict(self, X):
        return [self.moyenne_ for _ in X]


def confusion(y, p):
    m = [[0, 0], [0, 0]]
    for a, b in zip(y, p):
        m[a][b] += 1
    return np.array(m)


# %% answer: wrong
modele = "logistic"
predictions = np.zeros(len(y_test))
exactitude = 1.2
chaine = None


def entrainer(X, y, alpha=1.0):
    return 2.0, 1.0


def evaluer(model, X, y):
    return model.score(X_train, y_train)


def cout(w, X, y):
    return X @ w - y


class Moyenne:
    def fit(self, X, y):
        self.moyenne_ = np.median(y)

    def predict(self, X):
        return self.moyenne_


def confusion(y, p):
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(p, y)
