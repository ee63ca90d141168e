"""Code run in a person's own kernel, behind the wall of their notebook server."""

import asyncio
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from .conftest import Platform

START_TIMEOUT_S = 60


class Kernel:
    """A kernel of a person's notebook server, started for one test module."""

    def __init__(self, platform: Platform, name: str) -> None:
        self.url = f"{platform.url}/user/{name}/"
        scopes = (
            f"servers!user={name}",
            f"access:servers!user={name}",
            f"read:servers!user={name}",
        )
        self.headers = {"Authorization": f"token {platform.token(name, *scopes)}"}
        self.http = httpx.Client(headers=self.headers, timeout=90)
        started = self.http.post(f"{platform.url}/hub/api/users/{name}/server")
        # 400: the server runs already.
        assert started.is_success or started.status_code == 400, started.text
        self._wait()
        self.id = self.http.post(f"{self.url}api/kernels").json()["id"]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.http.get(f"{self.url}api/status").status_code == 200:
                return
            time.sleep(0.2)
        raise TimeoutError(self.url)

    def close(self) -> None:
        """End the kernel."""
        self.http.delete(f"{self.url}api/kernels/{self.id}")
        self.http.close()

    def run(self, source: str) -> str:
        """Run code and return what it printed; an error becomes `<type>: <text>`."""
        # A browser that is open holds the event loop of this thread.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._run(source)).result()

    async def _run(self, source: str) -> str:
        url = f"{self.url}api/kernels/{self.id}/channels".replace("http", "ws", 1)
        socket = await websocket_connect(HTTPRequest(url, headers=self.headers))
        header = {
            **{"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "test"},
            **{"username": "", "version": "5.3", "date": ""},
        }
        content = {"code": source, "silent": False, "store_history": False, "allow_stdin": False}
        empty: dict[str, Any] = {"parent_header": {}, "metadata": {}, "buffers": []}
        message = {"channel": "shell", "header": header, "content": content} | empty
        await socket.write_message(json.dumps(message))
        printed = ""
        while True:
            told = await socket.read_message()
            if told is None:
                return f"{printed}(gone)"
            answer = json.loads(told)
            if answer.get("parent_header", {}).get("msg_id") != header["msg_id"]:
                continue
            kind, told = answer["msg_type"], answer["content"]
            if kind == "stream" and told["name"] == "stdout":
                printed += told["text"]
            elif kind == "error":
                printed += f"{told['ename']}: {told['evalue']}"
            elif kind == "status" and told["execution_state"] == "idle":
                break
        socket.close()
        while await socket.read_message() is not None:
            pass
        return printed.strip()
