"""Steps that go wrong, for the tests of ``jobs.aside``."""

import os
import sys
import time


def answer(data: bytes) -> bytes:
    """Do what the data says: ``word:argument``."""
    word, _, argument = data.decode().partition(":")
    match word:
        case "upper":
            return argument.upper().encode()
        case "abort":
            os.abort()
        case "exit":
            sys.exit(int(argument))
        case "sleep":
            time.sleep(float(argument))
        case "eat":
            return str(len(bytearray(int(argument) * 1024 * 1024))).encode()
        case "environment":
            return repr(dict(os.environ)).encode()
    raise RuntimeError(word)
