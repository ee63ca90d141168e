"""The people of the demonstration and their logins."""

import json

from hub_config.accounts import is_password, read_accounts
from hub_config.people import PEOPLE, demo_logins


def test_everybody_has_a_password_that_signs_in(tmp_path):
    logins = demo_logins(tmp_path)
    accounts = read_accounts(tmp_path / "accounts.json")
    assert all(is_password(logins[name], accounts[name].password) for name in logins)


def test_there_is_one_login_for_each_person(tmp_path):
    assert set(demo_logins(tmp_path)) == {person.name for person in PEOPLE}


def test_the_second_start_gives_the_same_logins(tmp_path):
    assert demo_logins(tmp_path) == demo_logins(tmp_path)


def test_no_two_people_share_a_password(tmp_path):
    logins = demo_logins(tmp_path)
    assert len(set(logins.values())) == len(logins)


def test_the_operators_password_has_at_least_32_characters(tmp_path):
    assert len(demo_logins(tmp_path)["admin"]) >= 32


def test_only_the_operator_is_an_administrator(tmp_path):
    demo_logins(tmp_path)
    accounts = read_accounts(tmp_path / "accounts.json")
    assert {name for name, account in accounts.items() if account.admin} == {"admin"}


def test_the_logins_are_private(tmp_path):
    demo_logins(tmp_path)
    assert (tmp_path / "demo-logins.json").stat().st_mode & 0o077 == 0


def test_an_account_that_was_changed_keeps_its_change(tmp_path):
    demo_logins(tmp_path)
    path = tmp_path / "accounts.json"
    accounts = json.loads(path.read_text())
    accounts["marc"]["password"] = "c2FsdA==$aGFzaA=="
    path.write_text(json.dumps(accounts))
    demo_logins(tmp_path)
    assert read_accounts(path)["marc"].password == "c2FsdA==$aGFzaA=="
