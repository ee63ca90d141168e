# ruff: noqa
# fmt: off
# %% given
import numpy as np
import pandas as pd

communes = pd.DataFrame(
    {
        "commune": ["Metz", "Nancy", "Reims", "Épinal", "Colmar", "Troyes"],
        "departement": ["57", "54", "51", "88", "68", "10"],
        "population": [120000, 104000, 182000, 32000, 67000, None],
        "ouvert": pd.to_datetime(["2020-01-05", "2020-02-01", None, "2021-03-01", "2020-07-01", "2022-01-01"]),
    }
)

# %% student
propre = communes.dropna(subset=["population"]).copy()
propre["population"] = propre["population"].astype(int)
moyenne = propre["population"].mean()
par_departement = propre.groupby("departement")["population"].sum()
propre["taille"] = pd.cut(propre["population"], [0, 50_000, 110_000, 1_000_000], labels=["petite", "moyenne", "grande"])
communes["rang"] = communes["population"].rank(ascending=False)


def plus_grandes(table, n=2):
    """Les n communes les plus peuplées."""
    return table.sort_values("population", ascending=False).head(n).reset_index(drop=True)


def compter(table, colonne):
    return table[colonne].value_counts().to_dict()


def ajouter_annee(table):
    table = table.copy()
    table["annee"] = table["ouvert"].dt.year
    return table


def renommer(table):
    table.columns = [name.upper() for name in table.columns]


def croiser(table):
    return pd.pivot_table(table, index="departement", values="population", aggfunc=["sum", "mean"])


# %% check
assert isinstance(propre, pd.DataFrame)
assert len(propre) == 5
assert propre["population"].dtype == int
assert propre["population"].notna().all()
assert list(propre.columns) == ["commune", "departement", "population", "ouvert", "taille"]

# %% check
assert moyenne == propre["population"].mean()
assert abs(moyenne - 101000) < 1e-6

# %% check
pd.testing.assert_series_equal(
    par_departement, propre.groupby("departement")["population"].sum(), check_names=False
)
assert par_departement["57"] == 120000
assert par_departement.index.tolist() == ["51", "54", "57", "68", "88"]

# %% check
assert propre["taille"].tolist() == ["grande", "moyenne", "grande", "petite", "moyenne"]
assert propre["taille"].value_counts()["grande"] == 2

# %% check
assert "rang" in communes.columns
assert communes.loc[communes["commune"] == "Reims", "rang"].item() == 1.0

# %% check
top = plus_grandes(propre)
assert top["commune"].tolist() == ["Reims", "Metz"]
assert plus_grandes(propre, n=1).shape[0] == 1
assert top.index.tolist() == [0, 1]

# %% check
avant = propre.copy(deep=True)
plus_grandes(propre)
pd.testing.assert_frame_equal(propre, avant)

# %% check
assert compter(pd.DataFrame({"a": ["x", "y", "x"]}), "a") == {"x": 2, "y": 1}
assert compter(communes, "departement")["57"] == 1

# %% check
t = ajouter_annee(communes)
assert t["annee"].iloc[0] == 2020
assert t["annee"].isna().sum() == 1
assert "annee" not in communes.columns

# %% check
u = pd.DataFrame({"a": [1], "b": [2]})
renommer(u)
assert list(u.columns) == ["A", "B"]

# %% check
c = croiser(propre)
assert c.loc["57", ("sum", "population")] == 120000
assert c.shape == (5, 2)

# %% check
try:
    plus_grandes(propre[["commune"]])
except KeyError as error:
    assert "population" in str(error)
else:
    assert False, "KeyError attendue"

# %% answer: another-way
propre = communes[communes.population.notnull()].astype({"population": "int64"})
moyenne = np.average(propre.population)
par_departement = propre.pivot_table(index="departement", values="population", aggfunc="sum")["population"]
propre = propre.assign(
    taille=["petite" if p <= 50_000 else "moyenne" if p <= 110_000 else "grande" for p in propre.population]
)
communes["rang"] = communes.population.rank(ascending=False, method="min")


def plus_grandes(table, n=2):
    return table.nlargest(n, "population").reset_index(drop=True)


def compter(table, colonne):
    resultat = {}
    for valeur in table[colonne]:
        resultat[valeur] = resultat.get(valeur, 0) + 1
    return resultat


def ajouter_annee(table):
    return table.assign(annee=table.ouvert.apply(lambda d: d.year))


def renommer(table):
    table.rename(columns=str.upper, inplace=True)


def croiser(table):
    return table.groupby("departement").agg({"population": ["sum", "mean"]}).swaplevel(axis=1)


# %% answer: with-errors
propre = communes.fillna(0)
moyenne = communes["population"].mean() + 1
par_departement = propre.groupby("departement")["population"].sum().to_dict()
propre["taille"] = "grande"


def plus_grandes(table, n=2):
    table.sort_values("population", ascending=False, inplace=True)
    return table.head(n)


def compter(table, colonne):
    return table[colonne].value_counts()


def ajouter_annee(table):
    table["annee"] = table["ouvert"].dt.year
    return table


def renommer(table):
    table = table.rename(columns=str.upper)


def croiser(table):
    return table.groupby("departement")["population"].sum()
