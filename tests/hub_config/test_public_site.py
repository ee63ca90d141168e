"""The public site and the bare address, as a browser gets them."""

import asyncio
import socket

import httpx
import pytest

from hub_config.public_site import make_application


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "index.html").write_text("<h1>Bonjour</h1>")
    (tmp_path / "en" / "index.html").write_text("<h1>Hello</h1>")
    (tmp_path / "404.html").write_text("<h1>Introuvable</h1>")
    return tmp_path


def fetch(folder, path, **options):
    """Return the answer of a site server to one request."""

    async def run():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = make_application(folder).listen(port, "127.0.0.1")
        async with httpx.AsyncClient(**options) as client:
            answer = await client.get(f"http://127.0.0.1:{port}{path}")
        server.stop()
        await server.close_all_connections()
        return answer

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/site/", "Bonjour"), ("/site/index.html", "Bonjour"), ("/site/en/", "Hello")],
)
def test_pages_are_served_below_site(folder, path, shown):
    answer = fetch(folder, path)
    assert (answer.status_code, shown in answer.text) == (200, True)


def test_an_unknown_page_is_the_sites_own(folder):
    answer = fetch(folder, "/site/nulle-part.html")
    assert (answer.status_code, "Introuvable" in answer.text) == (404, True)


def test_a_site_that_is_not_built_still_leads_to_sign_in(tmp_path):
    assert "/hub/login" in fetch(tmp_path, "/site/").text


def test_nothing_outside_the_folder_is_served(folder):
    (folder.parent / "secret.txt").write_text("secret")
    answer = fetch(folder, "/site/%2e%2e/secret.txt")
    assert (answer.status_code in (403, 404), "secret" in answer.text) == (True, False)


@pytest.mark.parametrize("path", ["/", "/site"])
def test_the_bare_address_leads_to_the_site(folder, path):
    answer = fetch(folder, path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/site/")


def test_a_browser_that_has_signed_in_is_led_to_campus(folder):
    answer = fetch(folder, "/", cookies={"jupyterhub-session-id": "x"})
    assert answer.headers["Location"] == "/services/campus/"
