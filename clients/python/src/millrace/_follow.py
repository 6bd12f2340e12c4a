from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from urllib.parse import quote

import httpx

from ._answers import Prediction
from ._errors import MillraceError
from ._transport import Transport

#: Longer than the pauses between the comments that keep a quiet stream alive.
_SILENCE_S = 60.0


class Follower(Iterator[Prediction]):
    """Predictions in commit order as they are committed, each once: a connection that is lost is made again where it ended.

    `cursor` is the place after the last prediction given: keep it, and `follow(after=cursor)` goes on from there.
    """

    def __init__(self, transport: Transport, pipeline: str, after: str | None, key: str | None) -> None:
        self.cursor = after
        self._transport = transport
        self._path = f"/v1/pipelines/{quote(pipeline, safe='')}/predictions/stream"
        self._key = key
        self._retry_s = 1.0
        self._predictions = self._follow()

    def __next__(self) -> Prediction:
        return next(self._predictions)

    def close(self) -> None:
        """Ends the connection."""
        self._predictions.close()

    def _follow(self) -> Generator[Prediction, None, None]:
        params = {} if self._key is None else {"key": self._key}
        while True:
            headers = {"accept": "text/event-stream"}
            if self.cursor is not None and self.cursor != "start":
                headers["last-event-id"] = self.cursor
            elif self.cursor == "start":
                params["after"] = "start"
            try:
                with self._transport.stream("GET", self._path, params=params, headers=headers, timeout_s=_SILENCE_S) as response:
                    yield from self._events(response)
            except MillraceError as error:
                if error.code != "broken_off":
                    raise
            self._transport.sleep(self._retry_s)

    def _events(self, response: httpx.Response) -> Iterator[Prediction]:
        place: str | None = None
        data: list[str] = []
        for line in response.iter_lines():
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if name == "id":
                place = value
            elif name == "data":
                data.append(value)
            elif name == "retry" and value.isdigit():
                self._retry_s = int(value) / 1000
            elif line == "":
                self.cursor = place or self.cursor
                if data:
                    prediction: Prediction = json.loads("\n".join(data))
                    data = []
                    yield prediction
