"""Sign-in with one's own password."""

import asyncio

import pytest
from tornado import web

from hub_config.accounts import Account, hash_password, write_accounts
from hub_config.authenticator import AccountsAuthenticator, Throttle


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
