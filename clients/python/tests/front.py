"""A front before the real application that is full at times, or cuts connections; all else it passes on as it is."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


class Front(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        #: Refusals to come: status and Retry-After.
        self.refusals: list[tuple[int, str]] = []
        #: Requests whose answer is swallowed after the application has given it.
        self.swallow = 0
        #: Bytes of an answer after which its connection is cut; 0: never.
        self.cut_after = 0
        self.requests: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Front
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items() if name.lower() not in ("host", "connection", "accept-encoding")}
        self.server.requests.append((self.command, headers))
        self.close_connection = True
        if self.server.refusals:
            status, after = self.server.refusals.pop(0)
            problem = {"content-type": "application/problem+json", "retry-after": after}
            self._answer(status, problem, [b'{"code":"intake_full","detail":"the queue is full"}'])
            return
        with httpx.stream(self.command, self.server.target + self.path, content=body, headers=headers, timeout=None) as answer:
            if self.server.swallow > 0:
                answer.read()
                self.server.swallow -= 1
                return
            self._answer(answer.status_code, {"content-type": answer.headers.get("content-type", "")}, answer.iter_raw())

    def _answer(self, status: int, headers: dict[str, str], chunks: Iterable[bytes]) -> None:
        self.send_response(status)
        for name, value in {**headers, "transfer-encoding": "chunked", "connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        left = self.server.cut_after or sys.maxsize
        for chunk in chunks:
            part = chunk[:left]
            if part:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            left -= len(part)
            if left == 0:
                return
        self.wfile.write(b"0\r\n\r\n")


@contextmanager
def front(target: str) -> Iterator[Front]:
    server = Front(target)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
