"""What a cell shows, gathered as nbformat output dictionaries."""

import base64
import io
import math
from collections.abc import Callable
from typing import Any

Output = dict[str, Any]

DEFAULT_LIMIT_KB = 1024
_MAX_DEPTH = 32


class Collector:
    """Gathers the outputs of one cell at a time; what is beyond the limit is cut.

    Args:
        limit_kb: kilobytes (2**10 bytes) of text and data that one cell may show.
    """

    def __init__(self, limit_kb: int = DEFAULT_LIMIT_KB) -> None:
        self.limit_kb = limit_kb
        self.start()

    def start(self) -> None:
        """Forget everything; a new cell begins."""
        self._outputs: list[Output] = []
        self._displays: dict[str, list[Output]] = {}
        self._size = 0
        self._clear_at_next = False
        self.was_cut = False

    def take(self) -> list[Output]:
        """Return the outputs so far and start anew."""
        outputs = self._outputs
        for output in outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        self.start()
        return outputs

    def put(self, outputs: list[Output]) -> None:
        """Put back outputs that were taken, before everything that comes."""
        for output in outputs:
            if output["output_type"] == "stream":
                self.write(output["name"], output["text"])
            elif self._allow(size_of(output)):
                self._outputs.append(output)

    def write(self, name: str, text: str) -> None:
        """Add text to a stream; text that follows text of the same stream joins it."""
        text = text[: self._allow(len(text), partly=True)]
        if not text:
            return
        self._clear_if_asked()
        last = self._outputs[-1] if self._outputs else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self._outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def show(self, data: dict[str, Any], metadata: Any, display_id: str = "") -> None:
        """Add a `display_data` output."""
        output = self._bundle("display_data", data, metadata)
        if output is not None and display_id:
            self._displays.setdefault(display_id, []).append(output)

    def update(self, data: dict[str, Any], metadata: Any, display_id: str) -> None:
        """Change what was shown under a display id."""
        for output in self._displays.get(display_id, ()):
            fresh = bundle(data, metadata)
            if self._allow(size_of(fresh)):
                output.update(fresh)

    def result(self, data: dict[str, Any], metadata: Any, execution_count: int) -> None:
        """Add the `execute_result` output."""
        output = self._bundle("execute_result", data, metadata)
        if output is not None:
            output["execution_count"] = execution_count

    def error(self, ename: str, evalue: str, traceback: list[str]) -> None:
        """Add an `error` output; a very long traceback is cut in the middle."""
        self._clear_if_asked()
        ename, evalue = str(ename)[:500], str(evalue)[:20_000]
        if sum(map(len, traceback)) > 100_000:
            traceback = [*(line[:2000] for line in traceback[:10]), "…", traceback[-1][:20_000]]
        self._outputs.append(
            {"output_type": "error", "ename": ename, "evalue": evalue, "traceback": traceback}
        )

    def clear(self, wait: bool) -> None:
        """Forget the outputs of this cell, now or when the next one comes."""
        if wait:
            self._clear_at_next = True
        else:
            self._outputs = []

    def _bundle(self, kind: str, data: dict[str, Any], metadata: Any) -> Output | None:
        output = {"output_type": kind, **bundle(data, metadata)}
        if not self._allow(size_of(output)):
            return None
        self._clear_if_asked()
        self._outputs.append(output)
        return output

    def _allow(self, size: int, partly: bool = False) -> int:
        """Return how many of `size` characters may still be kept, and count them."""
        left = self.limit_kb * 1024 - self._size
        if size > left:
            self.was_cut = True
            size = max(left, 0) if partly else 0
        self._size += size
        return size

    def _clear_if_asked(self) -> None:
        if self._clear_at_next:
            self._outputs, self._clear_at_next = [], False


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell.

    Args:
        collector: where the text goes.
        name: `stdout` or `stderr`.
        clean: changes each piece of text on its way.
    """

    def __init__(
        self, collector: Collector, name: str, clean: Callable[[str], str] | None = None
    ) -> None:
        super().__init__()
        self._collector = collector
        self._name = name
        self._clean = clean

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The streams take any text."""
        return "utf-8"

    @property
    def name(self) -> str:
        """The file name that Python gives to the real streams."""
        return f"<{self._name}>"

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Keep text for the running cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        kept = str(text)
        self._collector.write(self._name, self._clean(kept) if self._clean else kept)
        return len(text)


def bundle(data: dict[str, Any], metadata: Any) -> Output:
    """Return `data` and `metadata` of an output as plain JSON."""
    safe = json_safe(metadata)
    return {"data": json_safe(data), "metadata": safe if isinstance(safe, dict) else {}}


def json_safe(value: Any, depth: int = 0) -> Any:
    """Return a value as exact JSON types; bytes as base64, what is no JSON as its text."""
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) is float:
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if depth < _MAX_DEPTH:
        if isinstance(value, dict):
            return {str(key): json_safe(part, depth + 1) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [json_safe(part, depth + 1) for part in value]
    return str(value)


def size_of(value: Any) -> int:
    """Return about how many characters a JSON value takes."""
    if isinstance(value, dict):
        return sum(len(key) + size_of(part) for key, part in value.items())
    if isinstance(value, list):
        return sum(map(size_of, value))
    return len(value) if isinstance(value, str) else 8
