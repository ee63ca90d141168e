"""The HTTP API: JSON for programs that act for one person."""
