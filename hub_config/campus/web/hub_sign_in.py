"""Signing in through the hub, without stopping the event loop for it."""

from typing import Any

from jupyterhub.services.auth import HubOAuth


class CampusOAuth(HubOAuth):  # type: ignore[misc]
    """JupyterHub's own sign-in; whom it has found already, it does not look up in a thread."""

    def get_user(self, handler: Any, *, sync: bool = True) -> Any:
        """Return the hub's model of who asks; awaitable unless `sync`."""
        if sync and hasattr(handler, "_cached_hub_user"):
            return handler._cached_hub_user
        return super().get_user(handler, sync=sync)
