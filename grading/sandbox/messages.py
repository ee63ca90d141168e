"""Frames between the client and the drivers: cells out, results in, and nothing taken on trust.

What comes from the student's process is rebuilt field by field: exact types, bounded sizes, text
that can be written as UTF-8. What does not fit is dropped.
"""

from collections.abc import Mapping
from typing import Any

from grading.sandbox.program import Cell, CellResult, ErrorInfo, LimitHit

_MAX_NAME = 500
_MAX_TEXT = 20_000
_MAX_TRACEBACK = 200_000
_MAX_STREAM = 2**26
_MAX_DEPTH = 32
_MAX_OUTPUTS = 5_000
_MAX_FLAGS = 100


def cell_to_message(cell: Cell) -> dict[str, Any]:
    """Return a cell as the drivers read it."""
    return {
        "id": cell.id,
        "kind": cell.kind,
        "source": cell.source,
        "visible_source": cell.visible_source,
        "mode": cell.mode,
        "policy": dict(cell.policy.values) if cell.policy else None,
    }


def result_from_message(
    message: Mapping[str, Any], cell_id: str, output_kb: int, wall_time_s: float
) -> CellResult:
    """Read a driver's answer to `run`; what is malformed is taken as absent.

    Args:
        message: the answer.
        cell_id: the cell that was run; the id in the answer is not believed.
        output_kb: kilobytes of outputs that are kept.
        wall_time_s: seconds that the client measured.
    """
    result = message.get("result")
    fields: Mapping[str, Any] = result if isinstance(result, dict) else {}
    outputs, was_cut = _outputs(fields.get("outputs"), output_kb * 1024)
    was_cut = was_cut or fields.get("was_cut") is True
    error = _error(fields.get("error"))
    count = fields.get("execution_count")
    assertions = fields.get("assertions")
    return CellResult(
        id=cell_id,
        status="ok" if fields.get("status") == "ok" and error is None else "error",
        outputs=outputs,
        execution_count=count if type(count) is int and 0 <= count < 10**6 else None,
        error=error,
        value=_number(fields.get("value")),
        assertions=assertions if type(assertions) is int and 0 <= assertions < 10**9 else 0,
        wall_time_s=wall_time_s,
        memory_mb=_number(fields.get("memory_mb")) or 0.0,
        limit=LimitHit("output", output_kb, "kB") if was_cut else None,
    )


def flags_from_message(message: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Read the flags of an answer: pairs of kind and evidence."""
    found = message.get("flags")
    pairs = []
    for item in found[:_MAX_FLAGS] if isinstance(found, list) else []:
        if isinstance(item, dict):
            kind, evidence = _text(item.get("kind"), _MAX_NAME), _text(item.get("evidence"))
            if kind:
                pairs.append((kind, evidence))
    return pairs


def clean_text(text: str, limit: int = _MAX_TEXT) -> str:
    """Return text cut to a length, without what UTF-8 cannot hold."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8")


def _text(value: Any, limit: int = _MAX_TEXT) -> str:
    return clean_text(value, limit) if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    if type(value) not in (int, float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _error(value: Any) -> ErrorInfo | None:
    if not isinstance(value, dict):
        return None
    lines = value.get("traceback")
    return ErrorInfo(
        ename=_text(value.get("ename"), _MAX_NAME) or "Exception",
        evalue=_text(value.get("evalue")),
        traceback=_lines(lines),
        expected=_text(value.get("expected")),
        got=_text(value.get("got")),
    )


def _lines(value: Any) -> tuple[str, ...]:
    kept: list[str] = []
    left = _MAX_TRACEBACK
    for line in value if isinstance(value, list) else []:
        if isinstance(line, str) and left > 0:
            kept.append(clean_text(line, left))
            left -= len(line)
    return tuple(kept)


def _outputs(value: Any, limit: int) -> tuple[tuple[dict[str, Any], ...], bool]:
    """Return well-formed nbformat outputs of at most `limit` characters, and if some were cut."""
    kept: list[dict[str, Any]] = []
    items = value if isinstance(value, list) else []
    left = limit
    for item in items[:_MAX_OUTPUTS]:
        output = _output(item)
        if output is None:
            continue
        if output["output_type"] == "stream":
            text = output["text"]
            output["text"] = text[:left]
            left -= len(text)
        elif output["output_type"] != "error":
            left -= size_of(output)
        if left < 0 and not output.get("text"):
            return tuple(kept), True
        kept.append(output)
        if left < 0:
            return tuple(kept), True
    return tuple(kept), len(items) > _MAX_OUTPUTS


def _output(item: Any) -> dict[str, Any] | None:
    kind = item.get("output_type") if isinstance(item, dict) else None
    if kind == "stream" and item.get("name") in ("stdout", "stderr"):
        text = _text(item.get("text"), _MAX_STREAM)
        return {"output_type": kind, "name": item["name"], "text": text} if text else None
    if kind == "error":
        error = _error(item)
        if error is None:
            return None
        return {
            "output_type": kind,
            "ename": error.ename,
            "evalue": error.evalue,
            "traceback": list(error.traceback),
        }
    if kind in ("display_data", "execute_result"):
        output = {"output_type": kind, "data": _data(item), "metadata": _mapping(item, "metadata")}
        if kind == "execute_result":
            count = item.get("execution_count")
            output["execution_count"] = count if type(count) is int else None
        return output
    return None


def _data(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of an output by MIME type: text, except for JSON types."""
    return {
        mime: content
        for mime, content in _mapping(item, "data").items()
        if isinstance(content, str) or mime.endswith("json")
    }


def _mapping(item: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = _json(item.get(key), 0)
    return value if isinstance(value, dict) else {}


def _json(value: Any, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, str):
        return clean_text(value, len(value))
    if isinstance(value, list):
        return [_json(part, depth + 1) for part in value]
    if isinstance(value, dict):
        return {clean_text(key): _json(part, depth + 1) for key, part in value.items()}
    return value


def size_of(value: Any) -> int:
    """Return about how many characters a JSON value takes."""
    if isinstance(value, dict):
        return sum(len(key) + size_of(part) for key, part in value.items())
    if isinstance(value, list):
        return sum(map(size_of, value))
    return len(value) if isinstance(value, str) else 8
