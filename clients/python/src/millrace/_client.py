from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from . import _training
from ._answers import Pipeline, Prediction, Sent, Why
from ._find_server import find_server
from ._follow import Follower
from ._lines import Event, events_of, line_of, rfc3339
from ._transport import Transport

if TYPE_CHECKING:
    import pandas as pd

_LINES_A_REQUEST = 5_000
_BYTES_A_REQUEST = 4 * 1024 * 1024
_PAGE = 1000
_REFUSALS_KEPT = 100

Time = dt.datetime | str


class Client:
    """A client of a running Millrace.

    `url` and `key` are found when they are not given: in MILLRACE_URL and MILLRACE_KEY, else in the data folder of an application that
    runs here (MILLRACE_DATA_DIR, `.millrace`). A server that is full, restarting or away is waited for up to `patience_s` seconds in each
    call, as long as its Retry-After says; what is asked again adds nothing. Every failure is a MillraceError. Times need a time zone.
    """

    def __init__(self, url: str | None = None, key: str | None = None, *, patience_s: float = 60.0, timeout_s: float = 60.0) -> None:
        self.url, found = find_server(url, key)
        self._transport = Transport(self.url, found, patience_s, timeout_s)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._transport.close()

    def pipelines(self) -> list[Pipeline]:
        """Every pipeline and run, with its books."""
        return cast("list[Pipeline]", self._transport.json("GET", "/v1/pipelines")["pipelines"])

    def predict(self, pipeline: str, event: Event) -> Prediction:
        """Sends one event and waits for its prediction, whose record is durable; the same event again gets the same answer."""
        body = line_of(event)
        return cast(Prediction, self._transport.json("POST", f"{_at(pipeline)}/predictions", body=body, headers={"content-type": "application/json"}))

    def prediction(self, pipeline: str, id: str) -> Prediction:
        """A stored prediction by its id."""
        return cast(Prediction, self._transport.json("GET", f"{_at(pipeline)}/predictions/{quote(id, safe='')}"))

    def predictions(self, pipeline: str, *, key: str | None = None, start: Time | None = None, end: Time | None = None) -> Iterator[Prediction]:
        """Stored predictions of an entity or of event times in [start, end), newest first, page by page."""
        wanted = {"key": key, "from": None if start is None else rfc3339(start), "to": None if end is None else rfc3339(end)}
        params = {"limit": str(_PAGE), **{name: value for name, value in wanted.items() if value is not None}}
        while True:
            page = self._transport.json("GET", f"{_at(pipeline)}/predictions", params=params)
            yield from page["predictions"]
            if page["next_cursor"] is None:
                return
            params["cursor"] = page["next_cursor"]

    def why(self, pipeline: str, id: str) -> Why:
        """Computes a prediction again from the log and compares it with what was served."""
        return cast(Why, self._transport.json("GET", f"{_at(pipeline)}/predictions/{quote(id, safe='')}/why"))

    def send(self, source: str, type: str, events: Any, *, producer: str | None = None) -> Sent:
        """Sends one event, any iterable of events, or the rows of a DataFrame; returns once they are durable in the log.

        The lines are numbered, so that what is sent again adds nothing. With a `producer` name that you keep, the same sequence sent
        again by another process goes on where the log stands.
        """
        sent = Sent(producer or f"python-{uuid.uuid4().hex}")
        path = f"/v1/events/{quote(source, safe='')}"
        done = 0
        if producer is not None:
            done = int(self._transport.json("GET", f"{path}/producers/{quote(producer, safe='')}")["last_line"])
        for first_line, body in _requests(events_of(events), done):
            headers = {"content-type": "application/x-ndjson", "millrace-producer": sent.producer, "millrace-first-line": str(first_line)}
            answer = self._transport.json("POST", f"{path}/{quote(type, safe='')}", body=body, headers=headers)
            sent.accepted += answer["accepted"]
            sent.repeated += answer["repeated"]
            sent.refused_count += answer["refused_count"]
            sent.refused.extend(answer["refused"][: _REFUSALS_KEPT - len(sent.refused)])
        return sent

    def follow(self, pipeline: str, after: str | None = None, *, key: str | None = None) -> Follower:
        """Predictions as they are committed: from now on, from a kept `cursor`, or from the first one with `after="start"`."""
        return Follower(self._transport, pipeline, after, key)

    def training_set(self, pipeline: str, *, start: Time | None = None, end: Time | None = None, warming: bool = True) -> pd.DataFrame:
        """What the model was given for events of [start, end), rebuilt from the log, with the labels known now.

        `warming=False` leaves out rows whose windows reach back before the log. `attrs["summary"]` has the counts of all rows; its
        `different` is the number of vectors that are not the served ones, and must be 0.
        """
        return _training.frame(self._transport, pipeline, start, end, warming)

    def save_training_set(self, pipeline: str, file: str | os.PathLike[str], *, start: Time | None = None, end: Time | None = None) -> None:
        """Writes a training set to a .parquet or .ndjson file without holding it in memory."""
        _training.save(self._transport, pipeline, start, end, file)


def _at(pipeline: str) -> str:
    return f"/v1/pipelines/{quote(pipeline, safe='')}"


def _requests(events: Iterator[Event], done: int) -> Iterator[tuple[int, bytes]]:
    """Bodies of bounded size with the number of their first line; the first `done` lines are left out."""
    lines: list[bytes] = []
    size = 0
    number = 0
    for number, event in enumerate(events, start=1):
        if number <= done:
            continue
        line = line_of(event)
        if lines and (len(lines) >= _LINES_A_REQUEST or size + len(line) > _BYTES_A_REQUEST):
            yield number - len(lines), b"".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield number - len(lines) + 1, b"".join(lines)
