"""The proxy's rules as the hub writes them."""

import json

import pytest

from hub_config.proxy import JsonRules, PromptProxy

RULES = {"http": {"routers": {"a": {"rule": "PathPrefix(`/user/zoé/`)"}}}}


def test_what_was_written_is_read_again(tmp_path):
    rules = JsonRules(str(tmp_path / "rules.yaml"))
    rules.atomic_dump(RULES)
    assert rules.load() == RULES


def test_rules_are_json_and_no_unfinished_file_stays(tmp_path):
    path = tmp_path / "rules.yaml"
    JsonRules(str(path)).atomic_dump(RULES)
    assert json.loads(path.read_text()) == RULES
    assert list(tmp_path.iterdir()) == [path]


def test_a_first_start_has_no_rules(tmp_path):
    with pytest.raises(FileNotFoundError):
        JsonRules(str(tmp_path / "rules.yaml")).load()


def test_the_proxy_writes_where_its_setting_says(tmp_path):
    proxy = PromptProxy(traefik_api_password="x", dynamic_config_file=str(tmp_path / "rules.yaml"))
    proxy.dynamic_config_handler.atomic_dump(RULES)
    assert (tmp_path / "rules.yaml").is_file()
