"""Content-addressed storage."""

import hashlib
from pathlib import Path

import pytest

from grading.errors import PlatformError
from hub_config.campus.blobs import BlobStore, pack, unpack


def test_blob_is_found_under_its_hash(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    sha256 = store.put(b"hello")
    assert sha256 == hashlib.sha256(b"hello").hexdigest()
    assert store.get(sha256) == b"hello"


def test_same_bytes_are_stored_once(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    store.put(b"hello")
    store.put(b"hello")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_changed_bytes_are_noticed(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    sha256 = store.put(b"hello")
    store.path(sha256).write_bytes(b"hallo")
    with pytest.raises(PlatformError, match="have changed"):
        store.get(sha256)


def test_missing_blob_is_a_fault_of_the_platform(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="not in"):
        BlobStore(tmp_path).get("0" * 64)


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        BlobStore(tmp_path).put(b"hello")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_packing_depends_on_names_and_contents_only() -> None:
    assert pack({"a": b"1", "b": b"2"}) == pack({"b": b"2", "a": b"1"})


def test_unpacking_gives_the_files_back() -> None:
    files = {"resumer.ipynb": b"{}", "data/é.csv": b"\x00\xff"}
    assert unpack(pack(files)) == files
