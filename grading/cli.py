"""The command `enact`: its subcommands are entry points, imported only when they are called."""

import atexit
import gc
from importlib.metadata import (
    EntryPoint,
    EntryPoints,
    PackageNotFoundError,
    distribution,
    entry_points,
)

import click

from grading.errors import EnactError

DISTRIBUTION = "enact-academy"
ENTRY_POINT_GROUP = "enact.commands"


class CommandGroup(click.Group):
    """A group whose commands are the entry points of `ENTRY_POINT_GROUP`.

    Entry points let `hub_config` add commands without `grading` importing it, and keep
    `enact --help` fast: no command's module is imported before it is needed.
    """

    def _entry_points(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted(self._entry_points())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None if there is no such name."""
        own = {point.name: point for point in _own_entry_points()}
        point = own.get(cmd_name) or self._entry_points().get(cmd_name)
        command = point.load() if point else None
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; the platform's own errors end as one clear message and exit 1."""
        # Looking for garbage among all that was imported takes most of Python's own end.
        atexit.register(gc.freeze)
        try:
            return super().invoke(ctx)
        except EnactError as error:
            raise click.ClickException(str(error)) from error


def _own_entry_points() -> EntryPoints:
    """Return our own commands, without reading the lists of every package that is installed."""
    try:
        return distribution(DISTRIBUTION).entry_points.select(group=ENTRY_POINT_GROUP)
    except PackageNotFoundError:
        return EntryPoints()


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=DISTRIBUTION)
def main() -> None:
    """ENACT Academy: check, release and grade courses.

    Example: enact check courses/licence/decouvrir-l-ia
    """
