"""Ports of one run: the internal ones are chosen free at every start."""

import errno
import socket
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from hub_config.vault import write_private

LOOPBACK = "127.0.0.1"


class Ports(BaseModel):
    """Internal ports on the loopback address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hub: int
    proxy_api: int
    campus: int
    site: int


def choose_ports() -> Ports:
    """Choose four free ports; all are held open until the last is known, so none is twice."""
    names = list(Ports.model_fields)
    sockets = [socket.socket() for _ in names]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return Ports(
            **{name: each.getsockname()[1] for name, each in zip(names, sockets, strict=True)}
        )
    finally:
        for each in sockets:
            each.close()


def write_ports(folder: Path, ports: Ports) -> None:
    """Leave the ports of this run where the hub's configuration reads them."""
    write_private(folder / "ports.json", ports.model_dump_json())


def read_ports(folder: Path) -> Ports:
    """Return the ports of the current run."""
    return Ports.model_validate_json((folder / "ports.json").read_text())


def is_taken(address: str, port: int) -> bool:
    """Tell whether another program listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise
    return False
