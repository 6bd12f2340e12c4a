from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from conftest import payment, unique
from front import front
from millrace import Client


def log_end(client: Client) -> int:
    return next(pipeline["log_end"] for pipeline in client.pipelines() if pipeline["name"] == "card-fraud")


def test_sends_rows_of_a_frame(client: Client) -> None:
    name = unique("frame")
    frame = pd.DataFrame([payment(f"{name}-{i}", amount=i + 0.25) for i in range(20)])
    frame.loc[3, "amount"] = None
    sent = client.send("payments", "payment", frame)
    assert (sent.accepted, sent.repeated, sent.refused_count) == (19, 0, 1)
    assert (sent.refused[0]["line"], sent.refused[0]["code"]) == (4, "schema")
    assert client.send("payments", "payment", payment(unique("one"))).accepted == 1
    with pytest.raises(ValueError, match="no time zone"):
        client.send("payments", "payment", payment("naive", occurred_at=dt.datetime(2026, 1, 1)))


def test_what_is_sent_again_adds_nothing(client: Client) -> None:
    events = [payment(unique("again")) for _ in range(12_000)]
    before = log_end(client)
    with front(client.url) as server, Client(server.url) as through:
        server.refusals = [(429, "0"), (503, "0")]
        server.swallow = 1
        sent = through.send("payments", "payment", iter(events))
        first_lines = [headers["millrace-first-line"] for _, headers in server.requests]
    assert first_lines == ["1", "1", "1", "1", "5001", "10001"]
    assert (sent.accepted, sent.repeated) == (12_000, 5_000)
    assert log_end(client) - before == 12_000


def test_a_producer_goes_on_where_the_log_stands(client: Client) -> None:
    events = [payment(unique("resume")) for _ in range(9)]
    producer = unique("producer")
    assert client.send("payments", "payment", events[:7], producer=producer).accepted == 7
    rest = client.send("payments", "payment", events, producer=producer)
    assert (rest.accepted, rest.repeated) == (2, 0)


def test_waits_as_long_as_a_full_server_says(client: Client) -> None:
    waits: list[float] = []
    with front(client.url) as server, Client(server.url) as through:
        through._transport.sleep = waits.append
        server.refusals = [(429, "7"), (503, "3"), (503, "soon")]
        through.predict("card-fraud", payment(unique("py")))
    assert waits[:2] == [7.0, 3.0]
    assert 0 < waits[2] <= 5
