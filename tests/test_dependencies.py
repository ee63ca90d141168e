"""No package that the platform runs on has a known vulnerability that a newer release repairs."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

# The public database of vulnerabilities; OSV_URL names a copy of it inside a network.
OSV = os.environ.get("OSV_URL", "https://api.osv.dev/v1/query")


def repairable(url: str, *what: str) -> list[str]:
    """Return what has a vulnerability with a repaired release: package, its id, the release."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv"]
    options = ["--osv-url", url, "--format", "json", "--progress-spinner", "off", *what]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=300)
    assert done.stdout.startswith("{"), done.stderr
    return sorted(
        f"{package['name']} {package['version']}: {each['id']}, repaired in "
        f"{', '.join(each['fix_versions'])}"
        for package in json.loads(done.stdout)["dependencies"]
        for each in package.get("vulns", [])
        if each["fix_versions"]
    )


@pytest.mark.slow
def test_no_installed_package_has_a_known_and_repaired_vulnerability() -> None:
    try:
        httpx.post(OSV, json={"package": {"name": "pip", "ecosystem": "PyPI"}}, timeout=5)
    except httpx.TransportError as error:
        pytest.skip(f"dependency audit not done: {OSV} cannot be reached ({error})")
    assert repairable(OSV, "--local", "--skip-editable") == []


class Osv(BaseHTTPRequestHandler):
    """A database in which version 1.0 of every package is vulnerable."""

    def do_POST(self) -> None:
        package = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        events = [{"introduced": "0"}, {"fixed": "1.1"}]
        name = {"name": package["package"]["name"], "ecosystem": "PyPI"}
        affected = [{"package": name, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]
        found = {"id": "PYSEC-2026-1", "aliases": [], "affected": affected, "details": "An example"}
        answer = json.dumps({"vulns": [found] if package["version"] == "1.0" else []}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def osv() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Osv)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    thread.join()
    server.server_close()


def test_audit_names_what_can_be_repaired(osv: str, tmp_path) -> None:
    pinned = tmp_path / "pinned.txt"
    pinned.write_text("one-package==1.0\nother-package==1.1\n")
    found = repairable(osv, "--requirement", str(pinned), "--no-deps", "--disable-pip")
    assert found == ["one-package 1.0: PYSEC-2026-1, repaired in 1.1"]
