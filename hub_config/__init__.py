"""How people come in: the JupyterHub configuration and the campus service."""
