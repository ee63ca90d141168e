"""Runs untrusted code between walls; knows nothing of notebooks, courses or scores."""
