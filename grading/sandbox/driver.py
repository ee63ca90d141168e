"""The loops that run inside the two children once the walls are up.

Both drivers answer requests on their control channel, one at a time; a request is a JSON object
with `op`, an answer is `{"op": "done", ...}`. Only the client (trusted) speaks on control.

================================== ======= =====================================================
request                            driver  what it does, and its answer
================================== ======= =====================================================
`run` + `cell` {id, kind, source,  both    runs one cell. Answer: `result` (the fields of
visible_source, mode, policy}              `CellResult` without memory and limit; `error` is an
                                           object) and `flags` (list of {kind, evidence}).
                                           The student runs `source` of given and student cells
                                           and `visible_source` of check cells. The judge runs
                                           given cells, and judges check cells: while it does,
                                           the student must be in `serve`.
`serve`                            student answers the judge on the peer channel until the judge
                                           says that the check is over or closes. Answer: `flags`.
`peer` + one descriptor            judge   takes a new student's end of the peer channel (the
                                           student was forked again). Answer: `done`.
`rest`                             judge   ends a program. Answer: `change` (what the next program
                                           would find changed; "" for nothing) and `cpu_time_s`
                                           of all its programs.
`next` + `setup` + one descriptor  judge   begins another program of the same sitting, with the
                                           peer of its student. Answer: `done`.
`end`                              both    answers with `flags`, then the loop returns.
================================== ======= =====================================================

The order for a judged check: `serve` to the student, `run` to the judge, wait for both answers.
In the first pass, a sealed check is `run` in the student alone (its visible part). After the last
cell, if there were sealed checks: fork a second student and hand its peer to the judge (`peer`),
replay the cells in order (`run`; their results are dropped), and at the place of each sealed check
do as for a judged one (`serve` + `run` to the judge): so hidden tests reach a process that will
never run another student cell for marks, and find the state that they had in the notebook.
A replay after a kill is the same without the sealed checks.

SIGINT raises KeyboardInterrupt in the running cell or call and is ignored between cells. When the
student dies during a check the judge's answer is a result of status `error` whose error is named
`StudentGone`; the client says which limit was broken.
"""

from typing import Any

from grading.sandbox.wire import Channel


def warm() -> None:
    """Make the shell and import all that the drivers need, in the warm parent."""
    from grading.sandbox import driver_judge, driver_student, integrity, rehearsal, shell, world

    shell.warm()
    integrity.note()
    driver_judge.warm()
    driver_student.warm()
    rehearsal.rehearse()
    world.note()


def run_student(control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
    """Serve one program in the student's process until `end`.

    Args:
        control: towards the client.
        peer: towards the judge.
        setup: `seed` (int), `execution` (value of `NBGRADER_EXECUTION`) and `output_kb` (int).
    """
    from grading.sandbox.driver_student import StudentDriver

    StudentDriver(control, peer, setup).loop()


def run_judge(control: Channel, peer: Channel, setup: dict[str, Any]) -> None:
    """Serve one program in the judge's process until `end`; arguments as for the student."""
    from grading.sandbox.driver_judge import JudgeDriver

    JudgeDriver(control, peer, setup).loop()
