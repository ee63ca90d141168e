"""Builds the public site: plain Markdown pages from courses and figures, then HTML."""
