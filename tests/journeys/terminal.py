"""Commands typed in a terminal of a person's own JupyterLab."""

import asyncio
import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from .kernel import Kernel

CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\x07]*\x07|\r")


class Terminal:
    """A terminal in the notebook server of a kernel's person."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self.name = kernel.http.post(f"{kernel.url}api/terminals").json()["name"]

    def close(self) -> None:
        """End the terminal."""
        self._kernel.http.delete(f"{self._kernel.url}api/terminals/{self.name}")

    def run(self, command: str) -> str:
        """Type a command and return what it printed."""
        # A browser that is open holds the event loop of this thread.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._run(command)).result()

    async def _run(self, command: str) -> str:
        url = f"{self._kernel.url}terminals/websocket/{self.name}".replace("http", "ws", 1)
        socket = await websocket_connect(HTTPRequest(url, headers=self._kernel.headers))
        # What was shown before comes again, and what is typed is shown: only what is computed,
        # and never was before, can be begin and end.
        mark = uuid.uuid4().hex
        typed = f"echo BEGIN''{mark}; {command} 2>&1; echo END''{mark}\n"
        await socket.write_message(json.dumps(["stdin", typed]))
        shown = ""
        while f"END{mark}" not in shown:
            answer = await asyncio.wait_for(socket.read_message(), 60)
            if answer is None:
                break
            kind, *words = json.loads(answer)
            shown += "".join(words) if kind == "stdout" else ""
        socket.close()
        while await socket.read_message() is not None:
            pass
        return (
            CONTROL.sub("", shown).partition(f"BEGIN{mark}")[2].partition(f"END{mark}")[0].strip()
        )
