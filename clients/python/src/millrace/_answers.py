"""Answers of the REST API, as far as their form is promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypedDict


class Model(TypedDict):
    name: str
    version: int
    digest: str


class PipelineVersion(TypedDict):
    name: str
    hash: str


class Prediction(TypedDict):
    """A stored prediction. Times are RFC 3339 in UTC; the same record is always the same answer."""

    id: str
    event_id: str
    time: str
    key: str
    score: float
    decision: str | None
    features: dict[str, float]
    model: Model
    pipeline: PipelineVersion
    run: str
    source: str
    partition: int
    position: int
    degraded: str | None
    arrived_at: str
    predicted_at: str


class Why(TypedDict):
    """A prediction computed again from the log. `equal`: every feature, score and decision are the same bits."""

    prediction: Prediction
    event: dict[str, Any]
    features: dict[str, dict[str, Any]]
    score: dict[str, Any]
    decision: dict[str, Any]
    equal: bool
    replayed: int


class Pipeline(TypedDict):
    """A pipeline or run with its books."""

    name: str
    pipeline: str
    live: bool
    source: str
    hash: str
    features: list[str]
    position: int
    log_end: int
    lag: int
    books: dict[str, Any]


@dataclass
class Sent:
    """What became of the lines that were sent. `accepted` are in the log, `repeated` of them had been there before."""

    producer: str
    accepted: int = 0
    repeated: int = 0
    refused_count: int = 0
    #: The first refused lines, each with line, code and message.
    refused: list[dict[str, Any]] = field(default_factory=list)
