"""Kernels between walls for whatever starts kernels: Validate, AUTOTEST, nbconvert, papermill.

Chosen by `JUPYTER_DEFAULT_PROVISIONER_NAME=enact`, or by `metadata.kernel_provisioner` in a
kernelspec. The kernel's process is forked from a warm parent, in which numpy, pandas and
matplotlib are already imported, so it is there in some hundredths of a second.

Source: jupyter-client.readthedocs.io/en/stable/provisioning.html.
"""

import asyncio
import atexit
import os
import signal
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import KernelProvisionerBase

from grading.course_folder import DEFAULT_IGNORE, read_tree
from grading.errors import PlatformError
from grading.nbgrader.kernel import WalledKernel
from grading.sandbox.client import ForkServer
from grading.sandbox.program import Limits, Program
from grading.sandbox.session import Session
from grading.settings import GradingSettings, read_settings

# How long a kernel may live: it is a person's, or a notebook's, and has no total time.
_LIFE_S = 24 * 3600.0
_server = ForkServer()
atexit.register(_server.close)


class WalledProvisioner(KernelProvisionerBase):  # type: ignore[misc]
    """Starts a walled process and a kernel in a thread that speaks for it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._session: Session | None = None
        self._kernel: WalledKernel | None = None
        self._folder = Path()
        self._exit_code: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel."""
        return self._session is not None

    async def poll(self) -> int | None:
        """Return None while the kernel serves, its exit code afterwards."""
        if self._session is None:
            return 0
        return self._exit_code

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while await self.poll() is None:
            await asyncio.sleep(0.05)
        await asyncio.to_thread(self._finish)
        return self._exit_code

    async def send_signal(self, signum: int) -> None:
        """Interrupt the running cell on SIGINT; any other signal ends the kernel."""
        if self._session is None:
            return
        if signum == signal.SIGINT:
            self._session.interrupt()
        else:
            self._session.kill()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once."""
        await asyncio.to_thread(self._finish)

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel."""
        await asyncio.to_thread(self._finish)

    async def cleanup(self, restart: bool = False) -> None:
        """Free what the kernel held."""
        await asyncio.to_thread(self._finish)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Settle ports and key.

        Raises:
            PlatformError: the kernel is not Python's; it is never started without walls.
        """
        language = self.kernel_spec.language.lower() if self.kernel_spec else "python"
        if language != "python":
            raise PlatformError(
                f"The kernel of {language!r} cannot run between walls; only Python's can. Unset "
                "JUPYTER_DEFAULT_PROVISIONER_NAME to start it without."
            )
        kwargs.pop("extra_arguments", None)
        if self.parent is not None:
            self.parent.write_connection_file()
            self.connection_info = self.parent.get_connection_info()
        launch: dict[str, Any] = await super().pre_launch(cmd=[], **kwargs)
        return launch

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork the process and begin to serve."""
        self._folder = Path(kwargs.get("cwd") or os.getcwd())
        self._exit_code = None
        execution = kwargs.get("env", {}).get("NBGRADER_EXECUTION", "validate")
        self._session = await asyncio.to_thread(self._open, execution)
        self._kernel = WalledKernel(self.connection_info, self._session, self._ended)
        return self.connection_info

    def _open(self, execution: str) -> Session:
        settings = read_settings()
        program = Program((), _files(self._folder, settings), execution=execution)
        return _server.session(program, _limits(settings))

    def _ended(self) -> None:
        self._exit_code = 0 if self._session and self._session.is_alive else 1

    def _finish(self) -> None:
        """Stop serving, end the process and keep what its cells wrote."""
        session, kernel = self._session, self._kernel
        self._session = self._kernel = None
        if session is None:
            return
        # A kernel that is still serving is being killed: what it wrote is lost with it.
        if kernel is not None and self._exit_code is None:
            kernel.stop()
        written = session.close()
        for name, content in written.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _files(folder: Path, settings: GradingSettings) -> dict[str, bytes]:
    """Return the files of the working folder, as far as they fit; notebooks stay outside."""
    ignore = [*DEFAULT_IGNORE, ".*", "*.ipynb"]
    return read_tree(folder, ignore, settings.max_bytes, settings.max_files)[0]


def _limits(settings: GradingSettings) -> Limits:
    return Limits(
        wall_time_s=_LIFE_S,
        total_time_s=_LIFE_S,
        memory_mb=settings.memory_mb,
        scratch_mb=settings.scratch_mb,
        output_kb=settings.output_kb,
        processes=settings.processes,
        open_files=settings.open_files,
    )
