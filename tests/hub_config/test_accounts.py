"""Sign-in with one's own password."""

import json

import pytest
from tornado import web

from hub_config.accounts import (
    Account,
    AccountsAuthenticator,
    Throttle,
    hash_password,
    is_password,
    read_accounts,
    write_accounts,
)


@pytest.fixture
def authenticator(tmp_path):
    path = tmp_path / "accounts.json"
    accounts = {
        "camille": Account(password=hash_password("for-camille")),
        "admin": Account(password=hash_password("for-admin"), admin=True),
    }
    write_accounts(path, accounts)
    return AccountsAuthenticator(accounts_file=str(path), allow_all=True)


async def sign_in(authenticator, name, password):
    return await authenticator.authenticate(None, {"username": name, "password": password})


def run(coroutine):
    import asyncio

    return asyncio.run(coroutine)


def test_the_right_password_signs_in(authenticator):
    assert run(sign_in(authenticator, "camille", "for-camille")) == {
        "name": "camille",
        "admin": False,
    }


def test_an_operator_is_an_administrator_of_the_hub(authenticator):
    assert run(sign_in(authenticator, "admin", "for-admin"))["admin"] is True


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("camille", "wrong"),
        ("camille", ""),
        ("camille", "for-admin"),
        ("nobody", "for-camille"),
        ("", ""),
    ],
)
def test_anything_else_does_not(authenticator, name, password):
    assert run(sign_in(authenticator, name, password)) is None


def test_too_many_wrong_passwords_close_the_name_for_the_right_one_too(authenticator):
    async def try_often():
        for _ in range(8):
            await sign_in(authenticator, "camille", "wrong")
        await sign_in(authenticator, "camille", "for-camille")

    with pytest.raises(web.HTTPError) as refused:
        run(try_often())
    assert refused.value.status_code == 429


def test_a_closed_name_opens_again_after_the_window():
    throttle = Throttle(tries=1, window_s=300)
    throttle.count("camille", now=0)
    assert (throttle.is_closed("camille", 299), throttle.is_closed("camille", 301)) == (True, False)


def test_the_same_password_is_stored_differently_each_time():
    assert hash_password("secret") != hash_password("secret")


def test_a_hash_fits_its_password():
    assert is_password("é à ü", hash_password("é à ü"))


def test_the_accounts_file_is_private_and_holds_no_password(tmp_path):
    path = tmp_path / "accounts.json"
    write_accounts(path, {"camille": Account(password=hash_password("visible?"))})
    assert path.stat().st_mode & 0o077 == 0
    assert "visible?" not in path.read_text()


def test_accounts_are_read_back_as_written(tmp_path):
    accounts = {"camille": Account(password=hash_password("x"), admin=True)}
    write_accounts(tmp_path / "a.json", accounts)
    assert read_accounts(tmp_path / "a.json") == accounts


def test_an_unknown_key_in_the_accounts_file_is_an_error(tmp_path):
    path = tmp_path / "accounts.json"
    path.write_text(json.dumps({"camille": {"password": "a$b", "root": True}}))
    with pytest.raises(ValueError, match="root"):
        read_accounts(path)
