"""The campus's routes: an HTTP API and server-rendered pages."""
