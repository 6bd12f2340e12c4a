from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

from ._errors import MillraceError, error_of

_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 5.0


class Transport:
    """Requests that can be repeated without harm, and are, while the server is full, restarting or away."""

    def __init__(self, url: str, key: str, patience_s: float, timeout_s: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self.url = url
        self.patience_s = patience_s
        self.sleep = sleep
        self._http = httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}, timeout=timeout_s)

    def close(self) -> None:
        self._http.close()

    def json(self, method: str, path: str, *, params: Mapping[str, str] | None = None, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Any:
        with self.stream(method, path, params=params, body=body, headers=headers) as response:
            response.read()
            return response.json()

    @contextmanager
    def stream(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Iterator[httpx.Response]:
        """A success whose body has not been read yet. Raises MillraceError."""
        response = self._persist(lambda: self._send(method, path, params, body, headers, timeout_s))
        try:
            yield response
        except httpx.TransportError as error:
            raise MillraceError("broken_off", f"the answer of {self.url} broke off: {error}", "ask again") from error
        finally:
            response.close()

    def _send(
        self, method: str, path: str, params: Mapping[str, str] | None, body: bytes | None, headers: Mapping[str, str] | None, timeout_s: float | None
    ) -> httpx.Response:
        request = self._http.build_request(method, path, params=params, content=body, headers=headers)
        if timeout_s is not None:
            request.extensions["timeout"] = httpx.Timeout(timeout_s).as_dict()
        return self._http.send(request, stream=True)

    def _persist(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        end = time.monotonic() + self.patience_s
        pause = _FIRST_PAUSE_S
        while True:
            answer, wait = self._attempt(send)
            if isinstance(answer, httpx.Response):
                return answer
            left = end - time.monotonic()
            if left <= 0:
                raise answer
            self.sleep(min(pause if wait is None else wait, left))
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    def _attempt(self, send: Callable[[], httpx.Response]) -> tuple[httpx.Response | MillraceError, float | None]:
        """The answer, or why another try makes sense and after how long."""
        try:
            response = send()
            if response.is_success:
                return response, None
            response.read()
        except httpx.TransportError as cause:
            away = MillraceError("server_away", f"{self.url} does not answer: {cause}", "is it running? start it with `millrace up`")
            away.__cause__ = cause
            return away, None
        refused = error_of(response)
        if response.status_code not in (429, 503):
            raise refused
        return refused, _seconds(response.headers.get("retry-after"))


def _seconds(text: str | None) -> float | None:
    try:
        return None if text is None else max(0.0, float(text))
    except ValueError:
        return None
