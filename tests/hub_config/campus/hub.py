"""A stand-in for JupyterHub's HTTP API, and an event loop in a thread to serve it."""

import asyncio
import json
import threading
from typing import Any

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

SCOPE = "access:services!service=campus"


class Hub:
    """The part of JupyterHub's HTTP API that campus calls."""

    def __init__(self) -> None:
        self.users: dict[str, dict[str, Any]] = {}
        self.groups: dict[str, set[str]] = {}
        self.calls = 0
        self.is_down = False

    def add(self, name: str, *groups: str, admin: bool = False) -> None:
        self.users[name] = {"admin": admin}
        for group in groups:
            self.groups.setdefault(group, set()).add(name)

    def model(self, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "kind": self.users[name].get("kind", "user"),
            "admin": self.users[name]["admin"],
            "groups": sorted(group for group, names in self.groups.items() if name in names),
            "scopes": self.users[name].get("scopes", [SCOPE]),
            "session_id": None,
        }

    def app(self) -> web.Application:
        hub = self

        class Route(web.RequestHandler):
            def prepare(self) -> None:
                if hub.is_down:
                    raise web.HTTPError(503)

        class User(Route):
            def get(self) -> None:
                hub.calls += 1
                name = self.request.headers["Authorization"].removeprefix("token token-")
                if name not in hub.users:
                    raise web.HTTPError(403)
                self.write(hub.model(name))

        class Groups(Route):
            def get(self) -> None:
                start = int(self.get_query_argument("offset"))
                names = sorted(hub.groups)[start:]
                self.write(json.dumps([{"name": n, "users": sorted(hub.groups[n])} for n in names]))

        class Users(Route):
            def post(self) -> None:
                for name in json.loads(self.request.body)["usernames"]:
                    hub.users.setdefault(name, {"admin": False})

        class Group(Route):
            def post(self, name: str) -> None:
                if name in hub.groups:
                    raise web.HTTPError(409)
                hub.groups[name] = set()

        class Members(Route):
            def post(self, name: str) -> None:
                hub.groups[name] |= set(json.loads(self.request.body)["users"])

            def delete(self, name: str) -> None:
                hub.groups[name] -= set(json.loads(self.request.body)["users"])

        return web.Application(
            [
                ("/hub/api/user", User),
                ("/hub/api/users", Users),
                ("/hub/api/groups", Groups),
                ("/hub/api/groups/([^/]+)", Group),
                ("/hub/api/groups/([^/]+)/users", Members),
            ]
        )


class Loop:
    """An event loop in a thread, which serves applications."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.servers: list[HTTPServer] = []

    def call(self, function: Any, *args: Any) -> Any:
        async def run() -> Any:
            answer = function(*args)
            return await answer if asyncio.iscoroutine(answer) else answer

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(60)

    def serve(self, app: web.Application) -> int:
        def start() -> int:
            server = HTTPServer(app, xheaders=True)
            sockets = bind_sockets(0, "127.0.0.1")
            server.add_sockets(sockets)
            self.servers.append(server)
            return int(sockets[0].getsockname()[1])

        return int(self.call(start))

    def close(self) -> None:
        async def stop() -> None:
            for server in self.servers:
                server.stop()
                await server.close_all_connections()

        self.call(stop)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
