"""Two hundred bursts of hand-ins while programs die, disks fill up and clocks jump."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.report import Report

ROOT = Path(__file__).parents[2]
TEST = (
    "tests/hub_config/campus/test_faults.py"
    "::test_random_faults_lose_nothing_and_grade_nothing_twice"
)
RUNS, QUICK_RUNS = 200, 8
# A run mostly waits for what was killed to come back, so that several go side by side.
SIDE_BY_SIDE = 4


def run(quick: bool) -> Report:
    """Run the test of random faults from many seeds and count those that broke the promise."""
    runs = (QUICK_RUNS if quick else RUNS) // SIDE_BY_SIDE
    started = time.monotonic()
    going = [_start(first * runs, runs) for first in range(SIDE_BY_SIDE)]
    said = [process.communicate()[0] for process in going]
    broken = [text for process, text in zip(going, said, strict=True) if process.returncode]
    report = Report()
    name = f"{runs * SIDE_BY_SIDE} bursts with random faults"
    report.add(f"{name}: series broken", float(len(broken)), "", target=0.0, is_limit=True)
    report.add(f"{name}: took", time.monotonic() - started, "s")
    report.details["broken"] = [text[-3000:] for text in broken]
    return report


def _start(first_seed: int, runs: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST]
    seeds = {"FAULT_FIRST_SEED": str(first_seed), "FAULT_RUNS": str(runs)}
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | seeds, stdout=subprocess.PIPE, text=True
    )
