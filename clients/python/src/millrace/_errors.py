from __future__ import annotations

from typing import Any

import httpx

_FIXES = {
    401: "pass a key that this server knows: Client(key=...), MILLRACE_KEY, or the folder of its data in MILLRACE_DATA_DIR",
    403: "this key may not do that: pass another",
    429: "the server is full: wait as long as retry_after says and send the same again, nothing is doubled",
    503: "try again in a moment: the same call may succeed",
    504: "the event is in the log and will be recorded: ask for its prediction by the id in details",
}


class MillraceError(Exception):
    """What a server refused, or why there was no answer.

    `code` is stable and documented, `detail` says what happened, `fix` what to do about it, `status` is that of the
    answer (0 where none came), `details` holds the other members of the problem (RFC 9457), such as faults or position.
    """

    def __init__(self, code: str, detail: str, fix: str = "", status: int = 0, details: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code}: {detail}" + (f" ({fix})" if fix else ""))
        self.code = code
        self.detail = detail
        self.fix = fix
        self.status = status
        self.details = details or {}

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.status == 0 or self.status == 429 or self.status >= 500


def error_of(response: httpx.Response) -> MillraceError:
    """The error of an answer whose body was read and that is no success."""
    try:
        problem = response.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or "detail" not in problem:
        detail = f"{response.url.host}:{response.url.port} answered {response.status_code}, not as Millrace does"
        return MillraceError("no_millrace", detail, "name the right server: Client(url=...) or MILLRACE_URL", response.status_code)
    code = str(problem.get("code", f"http_{response.status_code}"))
    details = {name: value for name, value in problem.items() if name not in ("type", "title", "status", "code", "detail")}
    fix = _FIXES.get(response.status_code, f"docs/reference/errors.md tells more about {code}")
    return MillraceError(code, str(problem["detail"]), fix, response.status_code, details)
