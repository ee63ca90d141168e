"""How tests are shared out when several run side by side (`pytest -n 2`), and timed."""

from typing import Any

import pytest
import pytest_timeout

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


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Limit the time of a second try as well: pytest-timeout's clock ends at the first failure."""
    if getattr(item, "execution_count", 1) > 1:
        settings = pytest_timeout._get_item_settings(item)
        item.config.pluginmanager.hook.pytest_timeout_set_timer(item=item, settings=settings)
