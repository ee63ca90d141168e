"""The proxy, told of a new server and sure of its route within some hundredths of a second."""

import asyncio
import json
from pathlib import Path
from typing import Any

import bcrypt
from jupyterhub_traefik_proxy.fileprovider import TraefikFileProviderProxy
from jupyterhub_traefik_proxy.traefik_utils import atomic_writing
from traitlets import default, observe

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.02, 0.3


class JsonRules:
    """The proxy's rules as JSON, which is YAML that takes a tenth of the time to write.

    They are written whole for each server that starts, and the hub waits meanwhile.
    """

    def __init__(self, path: str) -> None:
        self._path = path

    def load(self) -> dict[str, Any]:
        """Return what was written last."""
        rules: dict[str, Any] = json.loads(Path(self._path).read_text())
        return rules

    def atomic_dump(self, rules: dict[str, Any]) -> None:
        """Write rules; the proxy never reads half of them."""
        with atomic_writing(self._path) as file:
            file.write(json.dumps(rules))


class PromptProxy(TraefikFileProviderProxy):  # type: ignore[misc]
    """Traefik with routes in a file, asked often whether it has read it."""

    @default("dynamic_config_handler")  # type: ignore[untyped-decorator]
    def _default_handler(self) -> JsonRules:
        return JsonRules(self.dynamic_config_file)

    @observe("dynamic_config_file")  # type: ignore[untyped-decorator]
    def _set_dynamic_config_file(self, change: Any) -> None:
        self.dynamic_config_handler = JsonRules(change.new)

    @default("traefik_api_hashed_password")  # type: ignore[untyped-decorator]
    def _cheap_hash(self) -> str:
        """Return a hash that takes traefik a millisecond, not a quarter of a second a request.

        A slow hash protects guessable passwords; this one is 256 random bits (see vault.py).
        """
        password: bytes = self.traefik_api_password.encode()
        return bcrypt.hashpw(password, bcrypt.gensalt(4)).decode("ascii")

    async def _wait_for_route(self, routespec: str) -> None:
        # Short at first, longer soon: a hundred routes at once must not keep the hub busy asking.
        pause_s = FIRST_PAUSE_S
        deadline = asyncio.get_running_loop().time() + self.check_route_timeout
        for kind in ("service", "router"):
            while not await self._check_for_traefik_service(routespec, kind):
                if asyncio.get_running_loop().time() > deadline:
                    raise TimeoutError(f"{routespec}: the proxy has not taken the route")
                await asyncio.sleep(pause_s)
                pause_s = min(1.5 * pause_s, LONGEST_PAUSE_S)
