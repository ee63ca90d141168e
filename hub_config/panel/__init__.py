"""The ENACT panel in JupyterLab: TypeScript in `src/`, its server side in Python.

JupyterLab looks for the translations in the folder of this module: see the entry point
`jupyterlab.locale` in `pyproject.toml`.
"""
