"""Signs in the people of the accounts file, each with their own password.

JupyterHub's shared-password authenticator is not used even for a demonstration: whoever knows
the one password signs in as anybody, so no score, seat or consent would belong to a person.
"""

import asyncio
import secrets
import time
from collections import defaultdict, deque
from pathlib import Path
from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.handlers.login import LoginHandler
from tornado import web
from traitlets import Unicode

from hub_config.accounts import Account, hash_password, is_password, read_accounts
from hub_config.formgrader_entry import FormgraderHandler

TRIES = 8
TRIES_WINDOW_S = 300.0
TOO_MANY_TRIES = "Too many attempts for this name. Wait five minutes, then try again."
_NOBODY = Account(password=hash_password(secrets.token_hex(16)))


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
