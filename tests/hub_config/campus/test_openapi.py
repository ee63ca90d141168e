"""The API's description, and what machines that know it find out."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from hub_config.campus.web.api.openapi import PATHS, description

from .conftest import ASSIGNMENT, COHORT, PREFIX, Platform
from .test_api import hand_in
from .test_authorisation import methods_of_routes

EXAMPLES = 12


@pytest.fixture(scope="module")
def platform(module_platform: Platform) -> Platform:
    return module_platform


@pytest.fixture(scope="module")
def key(platform: Platform) -> str:
    return str(hand_in(platform.api("camille")).json()["submission_id"])


def test_every_route_of_the_api_is_described() -> None:
    routes = {
        (method, path)
        for method, path in methods_of_routes()
        if path.startswith("api/") and path != "api/.*"
    }
    described = {
        (method.upper(), path) for path, operations in PATHS.items() for method in operations
    }
    assert described == routes


def test_description_is_served(platform: Platform) -> None:
    served = platform.api(None).get("api/openapi.json").json()
    assert served == json.loads(json.dumps(description(PREFIX)))


schema = schemathesis.openapi.from_dict(description(PREFIX))


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_request_makes_the_service_fail(
    case: schemathesis.Case, platform: Platform, key: str
) -> None:
    platform.forgive()
    for name, value in {"cohort": COHORT, "assignment": ASSIGNMENT, "submission": key}.items():
        if name in case.path_parameters and len(str(case.path_parameters[name])) % 2:
            case.path_parameters[name] = value
    query = dict(case.query or {})
    if "wait" in query:
        case.query = query | {"wait": 0}
    answer = case.call(
        base_url=platform.url.rstrip("/"),
        headers={"Authorization": "token token-camille", "Accept-Language": "en"},
    )
    assert answer.status_code < 500, answer.text
