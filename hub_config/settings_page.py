"""Writes the reference page of every setting from the typed models: `python -m …settings_page`."""

from pathlib import Path
from typing import Any, get_args, get_origin

import click
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from grading.sandbox.settings import SandboxSettings
from grading.settings import GradingSettings
from hub_config.campus.settings import CampusSettings
from hub_config.settings import Settings

PAGE = Path(__file__).parent.parent / "site" / "pages" / "en" / "reference" / "settings.md"
HEAD = """---
title: Settings
description: Every setting of the platform, of the campus and of grading.
---
# Settings

Settings are environment variables; an unknown name that begins with `ENACT_` is an error.
Grading also reads `enact.toml` in a course folder: the same names, lower case, without prefix.
"""
PROGRAMS: tuple[tuple[str, str, type[BaseSettings]], ...] = (
    ("The platform", "Read by `make run` (`python -m hub_config.start`) and by the hub.", Settings),
    ("Campus", "Read by the campus service and by its grader workers.", CampusSettings),
    ("Grading", "Read by `enact` and by everything that grades.", GradingSettings),
    ("Walls", "Read by everything that runs submitted code; never from a file.", SandboxSettings),
)


def settings_page() -> str:
    """Return the page in Markdown."""
    return HEAD + "".join(_section(*program) for program in PROGRAMS)


def _section(title: str, what: str, model: type[BaseSettings]) -> str:
    prefix = model.model_config.get("env_prefix", "")
    rows = [
        f"| `{prefix}{name.upper()}` | {_kind(field)} | {_default(field)} | {_text(field)} |\n"
        for name, field in model.model_fields.items()
    ]
    head = f"\n## {title}\n\n{what}\n\n| variable | type | default | meaning |\n|---|---|---|---|\n"
    return head + "".join(rows)


def _text(field: FieldInfo) -> str:
    return (field.description or "").replace("|", "\\|")


def _kind(field: FieldInfo) -> str:
    kind: Any = field.annotation
    if get_origin(kind) is not None and all(isinstance(each, str) for each in get_args(kind)):
        return " or ".join(f"`{each}`" for each in get_args(kind))
    names = {int: "whole number", float: "number", bool: "`0` or `1`", str: "text", Path: "path"}
    known = names.get(kind)
    return f"{known or 'list'}{_range(field)}"


def _range(field: FieldInfo) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    bounds = [
        f"{sign} {getattr(limit, key)}"
        for limit in field.metadata
        for key, sign in signs.items()
        if getattr(limit, key, None) is not None
    ]
    return f" {', '.join(bounds)}" if bounds else ""


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "see meaning"
    value = field.default
    if value is PydanticUndefined or value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return f"`{int(value)}`"
    return f"`{value}`"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write the reference page of all settings.

    Example: python -m hub_config.settings_page
    """
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(settings_page(), encoding="utf-8")
    click.echo(str(PAGE))


if __name__ == "__main__":
    main()
