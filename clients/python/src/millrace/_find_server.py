from __future__ import annotations

import json
import os
from pathlib import Path

from ._errors import MillraceError


def find_server(url: str | None, key: str | None) -> tuple[str, str]:
    """Address and key: the arguments, the environment, else what a running application left in its data folder."""
    folder = Path(os.environ.get("MILLRACE_DATA_DIR") or ".millrace")
    url = url or os.environ.get("MILLRACE_URL") or _left_url(folder / "server.json")
    if not url:
        raise MillraceError("no_server", f"no address was given and no server runs in {folder}", "start one with `millrace up`, or pass Client(url=...)")
    key = key or os.environ.get("MILLRACE_KEY") or os.environ.get("MILLRACE_ADMIN_KEY") or _text(folder / "admin.key")
    if not key:
        raise MillraceError("no_key", f"{url} asks for a key", "pass Client(key=...), or set MILLRACE_KEY or MILLRACE_DATA_DIR")
    return (url if "://" in url else f"http://{url}").rstrip("/"), key.strip()


def _left_url(file: Path) -> str | None:
    try:
        left = json.loads(_text(file) or "null")
    except ValueError:
        return None
    return left.get("url") if isinstance(left, dict) else None


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
