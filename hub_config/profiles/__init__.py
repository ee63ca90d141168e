"""One module for each way to host the platform; its `configure` sets JupyterHub's options."""
