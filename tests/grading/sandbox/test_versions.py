"""Which distribution a module comes from."""

import importlib.metadata

from grading.sandbox.versions import versions_of


def test_modules_are_found_under_the_name_of_their_distribution() -> None:
    assert versions_of(["sklearn.linear_model", "numpy"]) == {
        name: importlib.metadata.version(name) for name in ("numpy", "scikit-learn")
    }


def test_a_module_that_is_one_file_is_found() -> None:
    assert list(versions_of(["six"])) == ["six"]


def test_what_nothing_installed_brings_is_left_out() -> None:
    assert versions_of(["json", "no_such_module"]) == {}
