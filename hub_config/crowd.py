"""Keeps the hub answering while a whole class opens its notebooks at once.

The hub does everything in one event loop. A hundred requests of the same moment would each take
their turn of it in one go, and nobody else be answered for seconds.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from jupyterhub.handlers.base import BaseHandler

# Seconds after which the hub shows the progress of a start in place of the notebook.
EARLIEST_PROGRESS_S, LATEST_PROGRESS_S = 5.0, 15.0


def one_by_one(scopes: Sequence[str]) -> Callable[[Any], Awaitable[list[str]]]:
    """Return a callable for `Spawner.server_token_scopes` behind which starts go on one by one.

    JupyterHub calls it before the work that a start begins with, tokens and rows of the database;
    between two starts everything else that waits is answered. One start alone does not wait.
    """
    turn = asyncio.Lock()

    async def take_turn(_: Any) -> list[str]:
        async with turn:
            # The loop looks for what has arrived before it comes back.
            await asyncio.sleep(0)
        return list(scopes)

    return take_turn


def spread_progress_pages() -> None:
    """Have starts of the same moment turn to their pages of progress at different ones."""
    BaseHandler.slow_spawn_timeout = property(
        lambda _: random.uniform(EARLIEST_PROGRESS_S, LATEST_PROGRESS_S)  # noqa: S311
    )
