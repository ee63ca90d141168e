"""The command `enact`: its subcommands are entry points, imported only when they are called."""

import atexit
import gc
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from grading.errors import EnactError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINT_GROUP = "enact.commands"
OWN_COMMANDS = "grading.commands"


class CommandGroup(click.Group):
    """A group whose commands are the entry points of `ENTRY_POINT_GROUP`.

    Entry points let `hub_config` add commands without `grading` importing it, and keep
    `enact --help` fast: no command's module is imported before it is needed.
    """

    def _entry_points(self) -> dict[str, "EntryPoint"]:
        # Imported here, because it takes as long as click and most commands do without.
        from importlib.metadata import entry_points

        return {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted(self._entry_points())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None if there is no such name."""
        command = _own_command(cmd_name)
        if command is None:
            point = self._entry_points().get(cmd_name)
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


def _own_command(name: str) -> object:
    """Return one of our own commands without reading what every installed package declares."""
    module = f"{OWN_COMMANDS}.{name}"
    is_ours = name.isidentifier() and find_spec(module) is not None
    return getattr(import_module(module), name, None) if is_ours else None


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="enact-academy")
def main() -> None:
    """ENACT Academy: check, release and grade courses.

    Example: enact check courses/licence/decouvrir-l-ia
    """
