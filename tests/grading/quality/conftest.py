"""Warm servers that all tests of the gate share: the example course imports no package."""

from collections.abc import Iterator

import pytest

from grading.quality.servers import Servers


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    with Servers() as servers:
        servers.require(())
        yield servers
