"""Stands in for the package of this name, whose import builds a grammar for over a second.

`jsonschema` imports it under `suppress(ImportError)` to check one optional string format.
"""

raise ImportError("rfc3987_syntax is left out of notebook servers: see hub_config/spawner.py")
