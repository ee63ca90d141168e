"""What a forked child finds: its own two sockets at their places, whatever numbers they came in."""

import os
import socket

import pytest

from grading.sandbox.child import CONTROL_FD, PEER_FD, _place_descriptors


@pytest.mark.parametrize("numbers", [(17, 16), (16, 17), (18, 17), (4, 3), (3, 4), (5, 6), (6, 5)])
def test_sockets_keep_their_places_whatever_their_numbers(numbers: tuple[int, int]) -> None:
    first, second = socket.socketpair()
    wanted = [os.fstat(end.fileno()).st_ino for end in (first, second)]
    child = os.fork()
    if child == 0:
        # Out of the way first: the numbers under test may be those of the sockets themselves.
        away = [os.dup2(end.fileno(), 100 + at) for at, end in enumerate((first, second))]
        fds = [os.dup2(fd, number) for fd, number in zip(away, numbers, strict=True)]
        _place_descriptors(fds)
        found = [os.fstat(fd).st_ino for fd in (CONTROL_FD, PEER_FD)]
        os._exit(0 if found == wanted else 1)
    first.close()
    second.close()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
