"""Frames arrive as they were sent, or not at all."""

import os
import struct
import threading

import pytest

from grading.sandbox.wire import (
    HEAD,
    MAX_BLOBS,
    Channel,
    ChannelClosed,
    ChannelError,
    ChannelTimeout,
    pair,
)


@pytest.fixture
def ends():
    ours, theirs = (Channel(sock, accept_fds=True) for sock in pair())
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture
def raw():
    ours, theirs = pair()
    channel = Channel(ours)
    yield channel, theirs
    channel.close()
    theirs.close()


MESSAGES = [{}, {"a": [1, 2.5, None, True]}, {"é": "\ud800 \U0001f600"}, {"n": 10**300}]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_arrives_as_it_was_sent(message, ends):
    ends[0].send(message)
    assert ends[1].recv() == (message, [])


@pytest.mark.parametrize("blobs", [[b""], [b"abc", b"\0" * 1000], [b"x"] * MAX_BLOBS])
def test_byte_segments_arrive_as_they_were_sent(blobs, ends):
    ends[0].send({}, blobs)
    assert ends[1].recv()[1] == blobs


def test_a_frame_larger_than_the_sockets_buffer_arrives(ends):
    blob = os.urandom(2**23)
    sender = threading.Thread(target=ends[0].send, args=({}, [blob]))
    sender.start()
    assert ends[1].recv()[1] == [blob]
    sender.join()


def test_two_frames_arrive_one_after_the_other(ends):
    ends[0].send({"n": 1}, [b"one"])
    ends[0].send({"n": 2})
    assert [ends[1].recv()[0]["n"] for _ in range(2)] == [1, 2]


def test_descriptors_travel_with_a_frame(ends):
    reader, writer = os.pipe()
    ends[0].send({"op": "take"}, fds=[writer])
    ends[1].recv()
    (fd,) = ends[1].take_fds()
    os.write(fd, b"through")
    assert os.read(reader, 10) == b"through"
    for number in (reader, writer, fd):
        os.close(number)


def test_a_channel_that_takes_no_descriptors_drops_them():
    ours, theirs = pair()
    sender, receiver = Channel(ours), Channel(theirs)
    reader, writer = os.pipe()
    sender.send({}, fds=[writer])
    receiver.recv()
    os.close(writer)
    assert (receiver.take_fds(), os.read(reader, 1)) == ([], b"")
    os.close(reader)
    sender.close()
    receiver.close()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"bytes", object()])
def test_what_is_no_json_is_not_sent(value, ends):
    with pytest.raises(ChannelError, match="JSON"):
        ends[0].send({"value": value})


def frame(text, count=0, length=None):
    return HEAD.pack(len(text) if length is None else length, count) + text


BROKEN = {
    "no JSON": frame(b"{"),
    "no object": frame(b"[1]"),
    "NaN": frame(b'{"a": NaN}'),
    "bottomless": frame(b"[" * 100_000),
    "no text": frame(b"\xff\xfe{}"),
    "a number of a million digits": frame(b'{"a": ' + b"9" * 10**6 + b"}"),
    "too many segments": frame(b"{}", count=MAX_BLOBS + 1),
    "four gigabytes": frame(b"", length=2**32 - 1),
    "a segment of 2**63 bytes": HEAD.pack(2, 1) + struct.pack("!Q", 2**63) + b"{}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_frame_is_refused(name, raw):
    channel, other = raw
    sender = threading.Thread(target=other.sendall, args=(BROKEN[name],))
    sender.start()
    with pytest.raises(ChannelError):
        channel.recv(max_bytes=2**21)
    sender.join()


def test_the_end_of_the_other_side_is_told(raw):
    channel, other = raw
    other.close()
    with pytest.raises(ChannelClosed):
        channel.recv()


def test_the_end_in_the_middle_of_a_frame_is_told(raw):
    channel, other = raw
    other.sendall(frame(b"{}", length=10))
    other.close()
    with pytest.raises(ChannelClosed):
        channel.recv()


def test_a_frame_in_pieces_is_put_together_over_timeouts(raw):
    channel, other = raw
    text = frame(b'{"n": 1}')
    for byte in text[:-1]:
        other.sendall(bytes([byte]))
        with pytest.raises(ChannelTimeout):
            channel.recv(timeout_s=0.0)
    other.sendall(text[-1:])
    assert channel.recv() == ({"n": 1}, [])


def test_a_reader_that_does_not_read_stops_the_writer(ends):
    with pytest.raises(ChannelTimeout):
        ends[0].send({}, [bytes(2**24)], timeout_s=0.05)


def test_nothing_is_read_past_a_frame(raw):
    channel, other = raw
    other.sendall(frame(b"{}") + b"rest")
    channel.recv()
    assert os.read(channel.fileno(), 10) == b"rest"


def test_a_message_of_too_many_values_is_refused(raw):
    ours, theirs = pair()
    channel = Channel(ours, max_items=1000)
    theirs.sendall(frame(b'{"a": [' + b"[]," * 1000 + b"[]]}"))
    with pytest.raises(ChannelError, match="values"):
        channel.recv()
    channel.close()
    theirs.close()


def test_marks_inside_strings_are_no_values(raw):
    ours, theirs = pair()
    channel = Channel(ours, max_items=1000)
    message = {"text": '[{,"\\' * 1000}
    Channel(theirs).send(message)
    assert channel.recv()[0] == message
    channel.close()
    theirs.close()
