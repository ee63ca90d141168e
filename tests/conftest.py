"""How tests are shared out when several run side by side (`pytest -n 2 --dist loadgroup`)."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Each of these takes long and needs nothing of its neighbours.
ALONE = {"test_courses.py", "test_ordinary_user.py"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests together that share something costly: those of a file, and all journeys."""
    for item in items:
        place = item.path.relative_to(HERE)
        if item.get_closest_marker("xdist_group"):
            continue
        if place.parts[0] == "journeys":
            item.add_marker(pytest.mark.xdist_group("platform"))
        elif item.path.name not in ALONE:
            item.add_marker(pytest.mark.xdist_group(place.as_posix()))
