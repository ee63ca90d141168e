"""The accounts file and its hashes."""

import json

import pytest

from hub_config.accounts import (
    Account,
    hash_password,
    is_password,
    read_accounts,
    write_accounts,
)


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
