# ruff: noqa
# fmt: off
# %% given
from dataclasses import dataclass, field


class Animal:
    """Un animal."""

    espece = "?"

    def __init__(self, nom):
        self.nom = nom

    def cri(self):
        raise NotImplementedError

    def saluer(self):
        return f"{self.nom} : {self.cri()}"


@dataclass
class Point:
    x: float
    y: float = 0.0


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


# %% student
class Chien(Animal):
    espece = "chien"

    def __init__(self, nom, age=1):
        super().__init__(nom)
        self.age = age

    def cri(self):
        return "Ouaf"

    def __str__(self):
        return f"Chien({self.nom})"

    def __eq__(self, autre):
        return isinstance(autre, Chien) and self.nom == autre.nom

    def __lt__(self, autre):
        return self.age < autre.age


class SoldeInsuffisant(Exception):
    pass


class Compte:
    taux = 0.02
    nombre = 0

    def __init__(self, titulaire, solde=0):
        self.titulaire = titulaire
        self._solde = solde
        self.historique = []
        Compte.nombre += 1

    @property
    def solde(self):
        return self._solde

    def deposer(self, montant):
        if montant <= 0:
            raise ValueError("montant négatif")
        self._solde += montant
        self.historique.append(("dépôt", montant))

    def retirer(self, montant):
        if montant > self._solde:
            raise SoldeInsuffisant(f"il manque {montant - self._solde}")
        self._solde -= montant
        return self._solde

    @classmethod
    def vide(cls, titulaire):
        return cls(titulaire)

    @staticmethod
    def arrondir(montant):
        return round(montant, 2)


class Pile:
    def __init__(self):
        self._elements = []

    def push(self, x):
        self._elements.append(x)

    def pop(self):
        return self._elements.pop()

    def __len__(self):
        return len(self._elements)

    def __iter__(self):
        return iter(self._elements)

    def __contains__(self, x):
        return x in self._elements

    def __getitem__(self, i):
        return self._elements[i]

    def __bool__(self):
        return bool(self._elements)


class Vecteur:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, autre):
        return Vecteur(self.x + autre.x, self.y + autre.y)

    def __mul__(self, k):
        return Vecteur(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __repr__(self):
        return f"Vecteur({self.x}, {self.y})"


def milieu(a, b):
    return Point((a.x + b.x) / 2, (a.y + b.y) / 2)


def inserer(tete, valeur):
    return Node(valeur, tete)


def renverser(tete):
    precedent = None
    while tete:
        tete.next, precedent, tete = precedent, tete, tete.next
    return precedent


# %% check
rex = Chien("Rex")
assert isinstance(rex, Animal)
assert issubclass(Chien, Animal)
assert rex.saluer() == "Rex : Ouaf"
assert str(rex) == "Chien(Rex)"
assert Chien.espece == "chien"

# %% check
assert Chien("a") == Chien("a")
assert Chien("a") != Chien("b")
assert sorted([Chien("x", 3), Chien("y", 2)])[0].nom == "y"
assert Chien("a", age=4).age == 4

# %% check
c = Compte("Ada", 100)
c.deposer(50)
assert c.solde == 150
assert c.retirer(30) == 120
assert c.historique == [("dépôt", 50)]
assert c.titulaire == "Ada"

# %% check
c = Compte("Ada")
try:
    c.retirer(1)
except SoldeInsuffisant as e:
    assert "1" in str(e)
else:
    raise AssertionError("SoldeInsuffisant attendue")
try:
    c.deposer(-1)
except ValueError:
    pass
else:
    raise AssertionError("ValueError attendue")
assert issubclass(SoldeInsuffisant, Exception)

# %% check
avant = Compte.nombre
Compte("x")
Compte.vide("y")
assert Compte.nombre == avant + 2
assert Compte.arrondir(1.239) == 1.24
assert Compte.taux == 0.02
assert hasattr(c, "solde") and not hasattr(c, "argent")

# %% check
p = Pile()
assert len(p) == 0 and not p
p.push(1)
p.push("a")
assert len(p) == 2 and p
assert "a" in p and 3 not in p
assert list(p) == [1, "a"]
assert p[0] == 1
assert p.pop() == "a"

# %% check
v = Vecteur(3, 4) + Vecteur(1, 1) * 2
assert (v.x, v.y) == (5, 6)
assert abs(Vecteur(3, 4)) == 5
assert repr(2 * Vecteur(1, 2)) == "Vecteur(2, 4)"
assert isinstance(v, Vecteur)

# %% check
assert milieu(Point(0, 0), Point(2, 4)) == Point(1, 2)
assert milieu(Point(1), Point(3)).y == 0

# %% check
liste = inserer(inserer(None, 2), 1)
assert liste.value == 1
assert liste.next.value == 2
assert liste.next.next is None
r = renverser(liste)
assert [r.value, r.next.value] == [2, 1]

# %% check
assert type(Compte("z")) == Compte
assert type(Compte("z")).__name__ == "Compte"
assert Compte("z").__class__.__name__ == "Compte"

# %% check
methodes = [nom for nom in dir(Pile) if not nom.startswith("_")]
assert "push" in methodes and "pop" in methodes
assert Pile.push.__name__ == "push"

# %% answer: other-design
class Chien(Animal):
    def __init__(self, nom, age=1):
        Animal.__init__(self, nom)
        self.age = age

    espece = "chien"
    cri = lambda self: "Ouaf"

    def __str__(self):
        return "Chien(%s)" % self.nom

    def __eq__(self, autre):
        return str(self) == str(autre)

    def __lt__(self, autre):
        return autre.age > self.age


class SoldeInsuffisant(ValueError):
    def __init__(self, manque):
        super().__init__("manque", manque)


class Compte:
    nombre = 0
    taux = 0.02

    def __init__(self, titulaire, solde=0):
        self.titulaire, self.solde, self.historique = titulaire, solde, []
        type(self).nombre += 1

    def deposer(self, montant):
        if montant <= 0:
            raise ValueError
        self.historique += [("dépôt", montant)]
        self.solde += montant

    def retirer(self, montant):
        if self.solde < montant:
            raise SoldeInsuffisant(montant - self.solde)
        self.solde -= montant
        return self.solde

    @classmethod
    def vide(cls, titulaire):
        return cls(titulaire, 0)

    @staticmethod
    def arrondir(montant):
        return float(f"{montant:.2f}")


class Pile(list):
    push = list.append


class Vecteur(tuple):
    def __new__(cls, x, y):
        return tuple.__new__(cls, (x, y))

    x = property(lambda self: self[0])
    y = property(lambda self: self[1])

    def __add__(self, autre):
        return Vecteur(self.x + autre.x, self.y + autre.y)

    def __mul__(self, k):
        return Vecteur(self.x * k, self.y * k)

    def __rmul__(self, k):
        return self * k

    def __abs__(self):
        return pow(self.x**2 + self.y**2, 0.5)

    def __repr__(self):
        return "Vecteur(" + ", ".join(map(str, self)) + ")"


def milieu(a, b):
    m = Point(a.x, a.y)
    m.x = (a.x + b.x) / 2
    m.y = (a.y + b.y) / 2
    return m


def inserer(tete, valeur):
    n = Node(valeur)
    n.next = tete
    return n


def renverser(tete):
    valeurs = []
    while tete is not None:
        valeurs.append(tete.value)
        tete = tete.next
    resultat = None
    for v in valeurs:
        resultat = Node(v, resultat)
    return resultat


# %% answer: incomplete
class Chien:
    def __init__(self, nom):
        self.nom = nom


class SoldeInsuffisant(Exception):
    pass


class Compte:
    def __init__(self, titulaire, solde=0):
        self.titulaire = titulaire
        self.solde = solde

    def deposer(self, montant):
        self.solde += montant

    def retirer(self, montant):
        self.solde -= montant


class Pile:
    def push(self, x):
        self.e = [x]

    def pop(self):
        return self.e[0]


class Vecteur:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, autre):
        return (self.x + autre.x, self.y + autre.y)


def milieu(a, b):
    return (a.x + b.x) / 2, (a.y + b.y) / 2


def inserer(tete, valeur):
    tete.next = Node(valeur)
    return tete


def renverser(tete):
    return tete
