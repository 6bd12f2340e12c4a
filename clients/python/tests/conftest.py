"""The tests ask a real application: MILLRACE_URL and MILLRACE_KEY name it (test/e2e/python-client.spec.ts starts one)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from millrace import Client


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as made:
        yield made


def payment(tx: str, **changes: object) -> dict[str, object]:
    now = dt.datetime.now(dt.timezone.utc)
    return {"tx": tx, "occurred_at": now, "customer": "C-python", "terminal": "T1", "amount": 57.16, **changes}


def unique(name: str) -> str:
    return f"{name}-{uuid.uuid4().hex[:8]}"
