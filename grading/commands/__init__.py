"""One file for each command of `enact`; the group that lists them is `grading.cli`."""
