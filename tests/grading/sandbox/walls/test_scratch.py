"""A scratch folder is filled, read back and emptied whatever lies in it."""

import os
import socket

import pytest

from grading.sandbox import scratch
from grading.sandbox.program import Limits

BAD_NAMES = ["", ".", "/etc/passwd", "../x", "a/../../x", "a\0b", "/".join("a" * 30), "x" * 300]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(ValueError):
        scratch.check_name(name)


@pytest.mark.parametrize(("name", "normal"), [("a", "a"), ("./a//b", "a/b"), ("a/./b", "a/b")])
def test_a_name_is_brought_into_normal_form(name, normal):
    assert scratch.check_name(name) == normal


def test_files_are_written_with_their_folders(tmp_path):
    scratch.fill(str(tmp_path), {"a/b/c.txt": b"deep", "d.txt": b"flat"})
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"deep"


def test_new_and_changed_files_come_back(tmp_path):
    scratch.fill(str(tmp_path), {"same": b"1", "changed": b"1"})
    before = scratch.snapshot(str(tmp_path))
    scratch.fill(str(tmp_path), {"changed": b"22", "sub/new": b"3"})
    assert scratch.collect(str(tmp_path), before) == ({"changed": b"22", "sub/new": b"3"}, 0)


def test_a_file_rewritten_at_the_same_size_comes_back(tmp_path):
    scratch.fill(str(tmp_path), {"a": b"1"})
    before = scratch.snapshot(str(tmp_path))
    (tmp_path / "a").unlink()
    (tmp_path / "a").write_bytes(b"2")
    assert scratch.collect(str(tmp_path), before)[0] == {"a": b"2"}


def test_only_plain_files_come_back(tmp_path):
    (tmp_path / "plain").write_bytes(b"1")
    os.symlink("/etc/passwd", tmp_path / "link")
    os.symlink("/etc", tmp_path / "folder-link")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
    assert scratch.collect(str(tmp_path), {})[0] == {"plain": b"1"}


def test_files_beyond_the_bound_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "MAX_FILES", 2)
    scratch.fill(str(tmp_path), {name: b"1" for name in "abcd"})
    files, left_out = scratch.collect(str(tmp_path), {})
    assert (sorted(files), left_out) == (["a", "b"], 2)


def test_a_file_beyond_the_size_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "MAX_BYTES", 10)
    scratch.fill(str(tmp_path), {"big": bytes(11), "small": b"1"})
    assert scratch.collect(str(tmp_path), {}) == ({"small": b"1"}, 1)


def hostile_folder(folder):
    """Fill a folder with what makes deleting hard."""
    (folder / "closed" / "inside").mkdir(parents=True)
    (folder / "closed" / "inside" / "file").touch()
    (folder / "closed" / "inside").chmod(0)
    (folder / "closed").chmod(0)
    os.symlink(folder.parent / "outside", folder / "link")
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(here)


def test_a_hostile_folder_is_deleted(tmp_path):
    (tmp_path / "scratch").mkdir()
    hostile_folder(tmp_path / "scratch")
    scratch.empty(str(tmp_path / "scratch"))
    assert not (tmp_path / "scratch").exists()


def test_what_links_lead_to_is_not_deleted(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").touch()
    (tmp_path / "scratch").mkdir()
    hostile_folder(tmp_path / "scratch")
    scratch.empty(str(tmp_path / "scratch"))
    assert (tmp_path / "outside" / "file").exists()


def test_deleting_nothing_is_fine(tmp_path):
    scratch.empty(str(tmp_path / "missing"))


@pytest.mark.parametrize(("size_mb", "is_over"), [(1, False), (2, False), (3, True)])
def test_a_folder_over_its_limit_and_a_megabyte_is_told(size_mb, is_over, tmp_path):
    scratch.fill(str(tmp_path), {"a": b"x" * size_mb * 2**20})
    assert scratch.is_over(str(tmp_path), Limits(scratch_mb=1)) == is_over


def test_a_folder_with_too_many_files_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "_MAX_ENTRIES", 10)
    scratch.fill(str(tmp_path), {f"f{n}": b"" for n in range(11)})
    assert scratch.is_over(str(tmp_path), Limits())


def test_what_lies_deeper_than_paths_reach_is_measured(tmp_path):
    here = os.getcwd()
    os.chdir(tmp_path)
    for _ in range(100):
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
    with open("deep", "wb") as file:
        file.write(b"x" * 3 * 2**20)
    os.chdir(here)
    assert scratch.is_over(str(tmp_path), Limits(scratch_mb=1))
    scratch.empty(str(tmp_path))


def test_a_folder_deeper_than_anyone_needs_is_over(tmp_path):
    (tmp_path / "scratch").mkdir()
    hostile_folder(tmp_path / "scratch")
    (tmp_path / "scratch" / "closed").chmod(0o700)
    assert scratch.is_over(str(tmp_path / "scratch"), Limits())
    scratch.empty(str(tmp_path / "scratch"))
