"""The demo's server starts beside a process that has already used polars."""

import multiprocessing

import pytest
from granian import Granian

from config.demo.serve import serve


@pytest.fixture
def start_method():
    before = multiprocessing.get_start_method()
    yield multiprocessing.get_start_method
    multiprocessing.set_start_method(before, force=True)


def test_the_server_is_not_forked_from_the_process_that_built_the_city(monkeypatch, start_method):
    seen = []
    monkeypatch.setattr(Granian, "serve", lambda server: seen.append(start_method()))

    serve("127.0.0.1", 8000)

    assert seen == ["spawn"]
