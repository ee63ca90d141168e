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
    marks = {f"\n{module.partition('.')[0]}" for module in modules}
    found = {}
    for distribution in importlib.metadata.distributions():
        record = distribution.read_text("RECORD") or distribution.read_text("top_level.txt") or ""
        text = f"\n{record}"
        if any(_brings(text, mark) for mark in marks):
            found[distribution.name] = distribution.version
    return dict(sorted(found.items()))


def _brings(text: str, mark: str) -> bool:
    """Tell whether a line is a module: a folder (`name/…`), a file (`name.py,…`) or its name."""
    # One search a name: these lists have millions of characters, and every parent reads them.
    place = text.find(mark)
    while place >= 0:
        end = place + len(mark)
        if text[end : end + 1] in ("/", ".", "\n"):
            return True
        place = text.find(mark, end)
    return False
