"""Accounts with their own passwords: who may sign in to a hub that has no campus-wide sign-on.

JupyterHub's shared-password authenticator is not used even for a demonstration: whoever knows
the one password signs in as anybody, so no score, seat or consent would belong to a person.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import time
from collections import defaultdict, deque
from pathlib import Path
from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.handlers.login import LoginHandler
from pydantic import BaseModel, ConfigDict, TypeAdapter
from tornado import web
from traitlets import Unicode

from hub_config.formgrader_entry import FormgraderHandler
from hub_config.vault import write_private_json

# RFC 7914 parameters: 16 MiB and about 50 ms for one try.
SCRYPT = {"n": 2**14, "r": 8, "p": 1}
TRIES = 8
TRIES_WINDOW_S = 300.0
TOO_MANY_TRIES = "Too many attempts for this name. Wait five minutes, then try again."


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


_NOBODY = Account(password=hash_password(secrets.token_hex(16)))


def read_accounts(path: Path) -> dict[str, Account]:
    """Return all accounts by name; none when there is no file yet."""
    return _ACCOUNTS.validate_json(path.read_text()) if path.is_file() else {}


def write_accounts(path: Path, accounts: dict[str, Account]) -> None:
    """Write all accounts to a file that only its owner can read."""
    write_private_json(path, json.loads(_ACCOUNTS.dump_json(accounts)))


class Throttle:
    """Counts wrong passwords per name, so that a password cannot be found by trying."""

    def __init__(self, tries: int = TRIES, window_s: float = TRIES_WINDOW_S) -> None:
        self.tries = tries
        self.window_s = window_s
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)

    def is_closed(self, name: str, now: float) -> bool:
        """Tell whether the name has used up its tries for now."""
        wrong = self._wrong.get(name)
        while wrong and now - wrong[0] > self.window_s:
            wrong.popleft()
        if wrong is not None and not wrong:
            del self._wrong[name]
        return wrong is not None and len(wrong) >= self.tries

    def count(self, name: str, now: float) -> None:
        """Remember one wrong password."""
        self._wrong[name].append(now)

    def forget(self, name: str) -> None:
        """Forget the wrong passwords of a name that has signed in."""
        self._wrong.pop(name, None)


class AccountsAuthenticator(Authenticator):  # type: ignore[misc]
    """Signs in the people of an accounts file, each with their own password."""

    accounts_file = Unicode(help="JSON file of the accounts.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._throttle = Throttle()

    async def authenticate(
        self, handler: web.RequestHandler, data: dict[str, str]
    ) -> dict[str, Any] | None:
        """Return the person, or None when name and password do not belong together.

        Raises:
            HTTPError: 429 after too many wrong passwords for the name.
        """
        name = self.normalize_username(data.get("username", ""))
        if self._throttle.is_closed(name, time.monotonic()):
            raise web.HTTPError(429, TOO_MANY_TRIES)
        accounts = read_accounts(Path(self.accounts_file))
        account = accounts.get(name)
        password = data.get("password", "")
        # An unknown name takes as long as a known one, so that names cannot be found out.
        checked = (account or _NOBODY).password
        fits = await asyncio.to_thread(is_password, password, checked)
        if account is None or not fits:
            self._throttle.count(name, time.monotonic())
            return None
        self._throttle.forget(name)
        return {"name": name, "admin": account.admin}

    def get_handlers(self, app: Any) -> list[tuple[str, type[web.RequestHandler]]]:
        """Return the sign-in page and the way into a cohort's formgrader."""
        return [("/login", LoginHandler), (r"/formgrader/([^/]+)", FormgraderHandler)]
