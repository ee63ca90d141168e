"""Answers of a hostile process become well-formed results, or nothing."""

import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.sandbox.messages import (
    cell_to_message,
    flags_from_message,
    result_from_message,
)
from grading.sandbox.program import Cell, CheckPolicy, LimitHit

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
KEYS = st.sampled_from(
    ["status", "outputs", "error", "value", "execution_count", "assertions", "flags", "memory_mb"]
)
OUTPUT_KEYS = st.sampled_from(["output_type", "name", "text", "data", "metadata", "ename"])
KINDS = st.sampled_from(["stream", "error", "display_data", "execute_result", "stdout"])
OUTPUTS = st.lists(st.dictionaries(OUTPUT_KEYS, JSON | KINDS))


def read(result, output_kb=4):
    return result_from_message({"result": result}, "a", output_kb, 0.5)


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, JSON | OUTPUTS))
def test_any_answer_becomes_a_result_that_nbformat_takes(answer):
    result = read(answer)
    cell = nbformat.v4.new_code_cell("", outputs=list(map(nbformat.from_dict, result.outputs)))
    cell.pop("id")
    notebook = nbformat.v4.new_notebook(cells=[cell], nbformat_minor=4)
    nbformat.validate(json.loads(json.dumps(notebook)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_any_frame_becomes_a_result(answer):
    message = answer if isinstance(answer, dict) else {"result": answer}
    assert result_from_message(message, "a", 4, 0.5).id == "a"


def test_an_id_in_an_answer_is_not_believed():
    assert read({"id": "other", "status": "ok"}).id == "a"


def test_an_ok_with_an_error_is_an_error():
    answer = {"status": "ok", "error": {"ename": "E", "evalue": "", "traceback": []}}
    assert read(answer).status == "error"


def test_outputs_beyond_the_limit_are_cut_and_told():
    result = read({"status": "ok", "outputs": [stream("x" * 5000), stream("y")]})
    assert [output["text"] for output in result.outputs] == ["x" * 4096]
    assert result.limit == LimitHit("output", 4, "kB")


def test_outputs_within_the_limit_are_kept():
    result = read({"status": "ok", "outputs": [stream("x" * 4000)]})
    assert (len(result.outputs), result.limit) == (1, None)


def test_half_of_a_surrogate_pair_becomes_a_mark():
    (output,) = read({"status": "ok", "outputs": [stream("a\ud800b")]}).outputs
    assert output["text"] == "a?b"


@pytest.mark.parametrize("value", [True, "3", None, [1], 10**400])
def test_only_a_number_is_a_value(value):
    assert read({"status": "ok", "value": value}).value is None


def test_a_number_is_a_value():
    assert read({"status": "ok", "value": 2}).value == 2.0


def test_flags_without_a_kind_are_dropped():
    flags = [{"kind": "", "evidence": "x"}, {"evidence": "x"}, 3, {"kind": "a", "evidence": "b"}]
    assert flags_from_message({"flags": flags}) == [("a", "b")]


def test_a_cell_travels_with_its_policy():
    cell = Cell("a", "check", "s", "v", "sealed", CheckPolicy({"names": ["x"]}))
    assert cell_to_message(cell) == {
        "id": "a",
        "kind": "check",
        "source": "s",
        "visible_source": "v",
        "mode": "sealed",
        "policy": {"names": ["x"]},
    }
