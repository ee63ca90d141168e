"""Benchmarks, side by side with the peers that they name: `python -m tests.benchmarks`."""
