"""Asks which requests the other end knows, before a client library is let loose on it.

The library tries again until its time is over, whatever answers; this says at once and plainly what is wrong.
https://kafka.apache.org/protocol#The_Messages_ApiVersions
"""

import struct
import time

from checks.core import Problem
from checks.probes.dial import dial, left, secured, words
from checks.probes.kafka.address import Address
from checks.redact import redact

NUMBER = 1_851_745_907
"""What the answer must begin with, since we wrote it into the question."""
LARGEST = 1_000_000
QUESTION = struct.pack(">hhih", 18, 0, NUMBER, -1)


def greet(url: str, where: Address, seconds: float) -> None:
    """Go on where one of the hosts answers as a Kafka does.

    Raises:
        Problem: none does, in this many seconds.
    """
    until, said = time.monotonic() + seconds, ""
    for host, port in where.hosts:
        try:
            said = _asked(host, port, where.tls, until)
        except OSError as error:
            said = f"cannot be reached: {words(error)}"
        if not said:
            return
    remedy = "check host, port and firewall; 9092 is Kafka's usual port"
    if "certificate" in said:
        remedy = "name its authority with SSL_CERT_FILE=FILE; certificates are always checked"
    raise Problem(f"{redact(url)} {said}", remedy)


def _asked(host: str, port: int, tls: bool, until: float) -> str:
    """What is wrong with the answer, empty where it is right."""
    line = dial(host, port, until)
    line = secured(line, host, until) if tls else line
    try:
        line.settimeout(left(until))
        line.sendall(struct.pack(">i", len(QUESTION)) + QUESTION)
        head = b""
        while len(head) < 8:
            line.settimeout(left(until))
            piece = line.recv(8 - len(head))
            if not piece:
                return "closes the line: with TLS write kafka+ssl://"
            head += piece
    finally:
        line.close()
    size, number = struct.unpack(">ii", head)
    return "" if number == NUMBER and 0 < size < LARGEST else "is no Kafka"
