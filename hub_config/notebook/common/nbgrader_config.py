"""nbgrader's configuration in every notebook server: the exchange is campus, over HTTP."""

from traitlets.config import get_config

from hub_config.exchange import configure

configure(get_config())
