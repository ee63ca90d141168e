"""The figures of equity and outreach: read, drawn and written down with their method."""
