"""nbgrader's configuration in every notebook server: the exchange is campus, over HTTP."""

from hub_config.exchange import configure

# `c` is given to configuration files by traitlets.
configure(c)  # type: ignore[name-defined]  # noqa: F821
