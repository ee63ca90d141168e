"""Kernels between walls, as nbclient and nbgrader's Validate start them."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from grading.errors import PlatformError

# jupyter_client's own sockets and loops are closed by the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(autouse=True)
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "enact")
    # The factory reads the variable once; whoever made it before did not know ours.
    KernelProvisionerFactory.clear_instance()
    yield
    KernelProvisionerFactory.clear_instance()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "work"
    place.mkdir()
    yield place


def run(folder: Path, *cells: str, timeout: int = 60) -> list[nbformat.NotebookNode]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(
        notebook,
        allow_errors=True,
        timeout=timeout,
        interrupt_on_timeout=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return list(notebook.cells)


def test_cells_run_and_show_what_a_kernel_shows(folder: Path) -> None:
    cells = run(folder, "x = 2\nprint('hello')", "x * 21", "1 / 0")
    assert cells[0].outputs[0].text == "hello\n"
    assert cells[1].outputs[0].data["text/plain"] == "42"
    assert cells[2].outputs[0].ename == "ZeroDivisionError"
    assert [cell.execution_count for cell in cells] == [1, 2, 3]


def test_files_of_the_folder_are_there_and_new_ones_come_back(folder: Path) -> None:
    (folder / "data.csv").write_text("1,2")
    run(
        folder,
        "import shutil\nshutil.copyfile('data.csv', 'copy.csv')",
    )
    assert (folder / "copy.csv").read_text() == "1,2"


def test_the_hosts_files_are_not_there(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (cell,) = run(folder, f"open({str(secret)!r}).read()")
    assert cell.outputs[0].ename in ("FileNotFoundError", "PermissionError")


def test_a_cell_that_does_not_end_is_interrupted_and_the_next_one_runs(folder: Path) -> None:
    cells = run(folder, "while True:\n    pass", "'next'", timeout=2)
    assert cells[0].outputs[0].ename == "KeyboardInterrupt"
    assert cells[1].outputs[0].data["text/plain"] == "'next'"


def test_a_process_that_ends_is_a_dead_kernel(folder: Path) -> None:
    with pytest.raises(DeadKernelError):
        run(folder, "import os\nos._exit(3)", "1")


def test_another_language_is_never_started_without_walls() -> None:
    from jupyter_client.kernelspec import KernelSpec

    from grading.nbgrader.provisioner import WalledProvisioner

    provisioner = WalledProvisioner(kernel_spec=KernelSpec(language="R"))
    with pytest.raises(PlatformError, match="'r' cannot run between walls"):
        import asyncio

        asyncio.run(provisioner.pre_launch())


def test_validate_runs_between_the_walls(course_dir: Path, solved: dict[str, bytes]) -> None:
    from nbgrader.validator import Validator

    path = course_dir / "hand-in" / "files.ipynb"
    path.parent.mkdir()
    for name in ("files.ipynb", "data.csv"):
        (path.parent / name).write_bytes(solved[name])
    assert Validator().validate(str(path)) == {}


def test_an_interactive_client_gets_its_answers() -> None:
    manager, client = start_new_kernel()
    try:
        reply = client.execute_interactive("20 + 22", timeout=30)
        assert reply["content"]["status"] == "ok"
        client.is_complete("x")
        assert client.get_shell_msg(timeout=30)["content"]["status"] == "unknown"
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert not manager.is_alive()
