"""The JupyterLab way: open a `.py` as a notebook, run it, save it; not a byte changes.

What the browser does is done to what the server's own contents manager gives, with Jupytext's as
in a JupyterLab with Jupytext installed.
"""

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupytext.async_contentsmanager import build_async_jupytext_contents_manager_class

COURSES = Path(__file__).parents[3] / "courses"
EXERCISE = "premiers-pas/moyennes/resumer.py"
Manager = build_async_jupytext_contents_manager_class(AsyncLargeFileManager)


def in_the_browser(content: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook as JupyterLab hands it back after all cells ran."""
    content["metadata"]["kernelspec"] = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    content["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    for number, cell in enumerate(content["cells"], start=1):
        cell["metadata"]["trusted"] = True
        cell["id"] = f"cell-{number}"
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1\n"}]
    found: dict[str, Any] = json.loads(json.dumps(content, sort_keys=True))
    return found


def save_again(folder: Path, paths: list[Path], edit: str = "") -> None:
    """Open, run and save files; `edit` is added to the first cell."""

    async def save() -> None:
        manager = Manager(root_dir=str(folder))
        for path in paths:
            name = path.relative_to(folder).as_posix()
            model = await manager.get(name, type="notebook", content=True)
            content = in_the_browser(model["content"])
            content["cells"][0]["source"] += edit
            await manager.save({"type": "notebook", "format": "json", "content": content}, name)

    asyncio.run(save())


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Copy the lessons, exercises and stored answers of every course."""
    folder = tmp_path_factory.mktemp("courses")
    for path in COURSES.rglob("*.py"):
        if not {"data", "__pycache__"} & set(path.parts):
            copy = folder / path.relative_to(COURSES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    yield folder


def test_no_byte_of_a_course_changes(copies: Path) -> None:
    paths = sorted(copies.rglob("*.py"))
    save_again(copies, paths)
    changed = [
        path.relative_to(copies).as_posix()
        for path in paths
        if path.read_bytes() != (COURSES / path.relative_to(copies)).read_bytes()
    ]
    assert changed == []


def test_an_edit_changes_its_own_line_alone(petit_cours: Path) -> None:
    path = petit_cours / EXERCISE
    before = path.read_text(encoding="utf-8").splitlines()
    save_again(petit_cours, [path], edit="\nUne phrase de plus.")
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["# Une phrase de plus."]
    assert len(after) == len(before) + 1
