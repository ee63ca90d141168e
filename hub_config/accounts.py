"""Accounts with their own passwords, as a file: who may sign in without a campus-wide sign-on."""

import base64
import hashlib
import hmac
import json
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from hub_config.vault import write_private_json

# RFC 7914 parameters: 16 MiB and about 50 ms for one try.
SCRYPT = {"n": 2**14, "r": 8, "p": 1}


class Account(BaseModel):
    """One person who may sign in.

    Attributes:
        password: scrypt hash, `salt$hash` in base64.
        admin: whether the person operates the hub.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    password: str
    admin: bool = False


_ACCOUNTS = TypeAdapter(dict[str, Account])


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Return a salted scrypt hash, as stored in an account."""
    salt = salt or secrets.token_bytes(16)
    digest = hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)
    return "$".join(base64.b64encode(part).decode() for part in (salt, digest))


def is_password(password: str, hashed: str) -> bool:
    """Tell whether a password belongs to a stored hash, in the same time either way."""
    salt = base64.b64decode(hashed.split("$", maxsplit=1)[0])
    return hmac.compare_digest(hash_password(password, salt), hashed)


def read_accounts(path: Path) -> dict[str, Account]:
    """Return all accounts by name; none when there is no file yet."""
    return _ACCOUNTS.validate_json(path.read_text()) if path.is_file() else {}


def write_accounts(path: Path, accounts: dict[str, Account]) -> None:
    """Write all accounts to a file that only its owner can read."""
    write_private_json(path, json.loads(_ACCOUNTS.dump_json(accounts)))
