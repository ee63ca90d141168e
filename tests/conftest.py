"""How tests are shared out when several run side by side (`pytest -n 2`)."""

from typing import Any

import pytest

# Each test of these files takes long and needs nothing of its neighbours.
ALONE = ("test_ordinary_user.py",)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep tests in one process that share something costly: those of a file, and all journeys."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.partition("::")[0]
            if path.endswith(ALONE):
                return nodeid
            return "journeys" if path.startswith("tests/journeys/") else path

    # In their own order: some files end what earlier ones have left in their process.
    config.option.loadscopereorder = False
    return ByFile(config, log)
