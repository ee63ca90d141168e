"""A hub that answers while a class opens its notebooks at once."""

import asyncio
from types import SimpleNamespace

from jupyterhub.handlers.base import BaseHandler

from hub_config import crowd


def test_starts_go_on_one_by_one_and_let_others_in_between():
    take_turn = crowd.one_by_one(["a", "b"])
    told = []

    async def start(number):
        told.append(await take_turn(None))
        told.append(number)

    async def other():
        for _ in range(4):
            await asyncio.sleep(0)
            told.append("other")

    async def run():
        await asyncio.gather(start(1), start(2), start(3), other())

    asyncio.run(run())
    assert [each for each in told if each != "other"] == [
        ["a", "b"],
        1,
        ["a", "b"],
        2,
        ["a", "b"],
        3,
    ]
    assert "other" in told[: told.index(2)]


def test_pages_of_progress_come_at_different_moments(monkeypatch):
    monkeypatch.setattr(BaseHandler, "slow_spawn_timeout", BaseHandler.slow_spawn_timeout)
    crowd.spread_progress_pages()
    drawn = {BaseHandler.slow_spawn_timeout.fget(SimpleNamespace()) for _ in range(50)}
    assert len(drawn) > 40
    assert crowd.EARLIEST_PROGRESS_S <= min(drawn) <= max(drawn) <= crowd.LATEST_PROGRESS_S
