"""Which installed distribution a module comes from, found without reading every file list."""

import importlib.metadata
from collections.abc import Iterable


def versions_of(modules: Iterable[str]) -> dict[str, str]:
    """Return version by name of the distributions that bring these modules.

    `importlib.metadata.packages_distributions` knows the same, but takes most of a second: it
    makes a path of every installed file.

    Args:
        modules: dotted or plain names; those that nothing installed brings are left out.
    """
    wanted = {module.partition(".")[0] for module in modules}
    found = {}
    for distribution in importlib.metadata.distributions():
        record = distribution.read_text("RECORD") or distribution.read_text("top_level.txt") or ""
        text = f"\n{record}"
        # A module is a folder (`name/…`), a file (`name.py,…`) or a line of its own.
        if any(f"\n{name}{end}" in text for name in wanted for end in ("/", ".", "\n")):
            found[distribution.name] = distribution.version
    return dict(sorted(found.items()))
