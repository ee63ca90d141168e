"""The people of a demonstration: one per kind of user, each with a password of their own."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hub_config.accounts import Account, hash_password, read_accounts, write_accounts
from hub_config.vault import write_private_json

# Without letters and digits that are mistaken for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
Role = Literal["student", "instructor", "manager", "operator"]


@dataclass(frozen=True)
class Person:
    """One person of the demonstration."""

    name: str
    first_name: str
    last_name: str
    role: Role


PEOPLE = (
    Person("camille", "Camille", "Martin", "student"),
    Person("yanis", "Yanis", "Benali", "student"),
    Person("ines", "Inès", "Weber", "instructor"),
    Person("marc", "Marc", "Schmitt", "manager"),
    Person("admin", "Claire", "Muller", "operator"),
)


def make_password(groups: int) -> str:
    """Return a random password of groups of four characters (20 bits each)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))


def demo_logins(hub_folder: Path) -> dict[str, str]:
    """Return the passwords of the demonstration's people, made on the first call.

    They stay readable for the operator of the machine, who is shown them at every start; what
    sign-in reads holds only hashes. The operator's password has 40 characters.
    """
    path = hub_folder / "demo-logins.json"
    logins: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    missing = [person for person in PEOPLE if person.name not in logins]
    for person in missing:
        logins[person.name] = make_password(8 if person.role == "operator" else 3)
    if missing:
        write_private_json(path, logins)
    _write_accounts(hub_folder / "accounts.json", logins)
    return logins


def _write_accounts(path: Path, logins: dict[str, str]) -> None:
    accounts = read_accounts(path)
    missing = [person for person in PEOPLE if person.name not in accounts]
    for person in missing:
        accounts[person.name] = Account(
            password=hash_password(logins[person.name]), admin=person.role == "operator"
        )
    if missing:
        write_accounts(path, accounts)
