"""Events of any form to lines of JSON."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

_FRAME_ROWS = 10_000
Event = Mapping[str, Any]


def events_of(events: Any) -> Iterator[Event]:
    """One event, any iterable of events, or the rows of a DataFrame (an empty cell is an absent field)."""
    if isinstance(events, Mapping):
        yield events
    elif hasattr(events, "iloc") and hasattr(events, "columns"):
        yield from _rows_of(events)
    else:
        yield from cast("Iterable[Event]", events)


def _rows_of(frame: Any) -> Iterator[Event]:
    for start in range(0, len(frame), _FRAME_ROWS):
        part = frame.iloc[start : start + _FRAME_ROWS]
        present = part.notna()
        for row, filled in zip(part.to_dict("records"), present.itertuples(index=False, name=None)):
            yield {name: value for (name, value), there in zip(row.items(), filled) if there}


def line_of(event: Event) -> bytes:
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain).encode() + b"\n"


def rfc3339(time: dt.datetime | str) -> str:
    """A time without a zone would be read differently on every machine: it is refused."""
    if isinstance(time, str):
        return time
    if time.tzinfo is None:
        raise ValueError(f"{time} has no time zone: give it one, such as .replace(tzinfo=datetime.timezone.utc) or .dt.tz_localize('UTC')")
    return time.astimezone(dt.timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return rfc3339(value)
    if isinstance(value, (uuid.UUID, dt.date)):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no form in JSON: make it a text, a number or a time")
