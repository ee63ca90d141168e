"""The quality gate: a course is released only when its tests are proven good."""
