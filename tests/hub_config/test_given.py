"""What was given, and what the student made of it: neither is ever lost."""

from datetime import UTC, datetime

import pytest

from hub_config.given import Changes, Kept, changes, start_again, write_given

MOMENT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    write_given(tmp_path, {"ex.ipynb": b"{}", "data/mesures.csv": b"a,b"})
    return tmp_path


def test_fetching_again_never_touches_the_students_work(folder):
    (folder / "ex.ipynb").write_text("my work")
    write_given(folder, {"ex.ipynb": b"{}"})
    assert (folder / "ex.ipynb").read_text() == "my work"


def test_fetching_again_brings_back_a_file_that_was_deleted(folder):
    (folder / "ex.ipynb").unlink()
    assert write_given(folder, {"ex.ipynb": b"{}"}) == ["ex.ipynb"]


def test_a_corrected_file_replaces_one_that_nobody_touched(folder):
    write_given(folder, {"ex.ipynb": b"{}", "data/mesures.csv": b"a,b,c"})
    assert (folder / "data/mesures.csv").read_bytes() == b"a,b,c"
    assert changes(folder) == Changes(replaced=("data/mesures.csv",))


def test_a_corrected_file_lies_beside_the_students_own(folder):
    (folder / "ex.ipynb").write_bytes(b"my work")
    write_given(folder, {"ex.ipynb": b"corrected"})
    assert (folder / "ex.ipynb").read_bytes() == b"my work"
    assert (folder / "version-corrigee/ex.ipynb").read_bytes() == b"corrected"
    assert changes(folder) == Changes(kept=(Kept("ex.ipynb", "version-corrigee/ex.ipynb"),))


def test_a_file_that_was_not_corrected_is_no_change(folder):
    (folder / "ex.ipynb").write_bytes(b"my work")
    write_given(folder, {"ex.ipynb": b"{}"})
    assert changes(folder) == Changes()


def test_a_replaced_file_is_told_until_it_is_worked_on(folder):
    write_given(folder, {"ex.ipynb": b"corrected"})
    (folder / "ex.ipynb").write_bytes(b"my work")
    assert changes(folder) == Changes()


def test_starting_again_keeps_the_old_copy(folder):
    (folder / "ex.ipynb").write_bytes(b"my work")
    kept = start_again(folder, "ex.ipynb", b"{}", "en", MOMENT)
    assert (folder / "ex.ipynb").read_bytes() == b"{}"
    assert kept.corrected == "earlier-copies/ex-2026-11-22-103000.ipynb"
    assert (folder / kept.corrected).read_bytes() == b"my work"


def test_starting_again_takes_the_corrected_version(folder):
    (folder / "ex.ipynb").write_bytes(b"my work")
    write_given(folder, {"ex.ipynb": b"corrected"})
    start_again(folder, "ex.ipynb", b"corrected", "fr", MOMENT)
    assert changes(folder) == Changes()
