"""Nbgrader's gradebook: grade records and releases in; rows that nbgrader's own programs read."""
