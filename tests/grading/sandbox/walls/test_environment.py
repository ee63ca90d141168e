"""The environment of the warm parent is made from nothing."""

import sys

from grading.sandbox import view
from grading.sandbox.environment import Environment, versions, warm


def test_no_variable_is_inherited(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    assert "JUPYTERHUB_API_TOKEN" not in Environment().variables()


def test_numeric_libraries_run_with_one_thread():
    assert Environment().variables()["OPENBLAS_NUM_THREADS"] == "1"


def test_an_environment_survives_the_wire():
    environment = Environment(("numpy",), hash_seed=3, seed=4)
    assert Environment.from_message(environment.to_message()) == environment


def test_warming_imports_the_packages():
    warm(Environment(("graphlib",), driver="json"))
    assert "graphlib" in sys.modules


def test_the_versions_of_the_packages_are_told():
    assert {"python", "numpy"} <= versions(Environment(("numpy",), driver="json")).keys()


def test_what_may_be_read_holds_no_home_and_no_state():
    for path in view.readable_paths():
        assert not path.startswith(("/home", "/var", "/run", "/proc", "/sys", "/tmp")), path


def test_what_may_be_read_holds_no_course_and_no_test():
    root = str(view.Path(view.grading.__file__).parent.parent)
    ours = [path for path in view.readable_paths() if path.startswith(root + "/")]
    packages = [path for path in ours if "/grading/" not in path]
    assert all("lib" in path or "bin" in path or path.endswith(".cfg") for path in packages)


def test_no_path_is_listed_below_another():
    paths = view.readable_paths()
    assert [a for a in paths for b in paths if a != b and a.startswith(b + "/")] == []
