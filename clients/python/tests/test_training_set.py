from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from front import front
from millrace import Client, MillraceError

RUN = "card-fraud@history"


def test_gives_training_sets_as_frames(client: Client) -> None:
    frame = client.training_set(RUN)
    summary = frame.attrs["summary"]
    assert summary["rows"] == len(frame) > 1000
    assert (summary["compared"], summary["different"]) == (len(frame), 0)
    assert str(frame["event_time"].dtype) == "datetime64[us, UTC]"
    assert {str(frame[name].dtype) for name in ("amount", "terminal_risk_7d", "label_chargeback")} == {"float64"}
    assert frame["served_equal"].all()
    served = next(client.predictions(RUN, key=frame["key"].iloc[-1]))
    row = frame[frame["event_id"] == served["event_id"]].iloc[0]
    assert {name: row[name] for name in served["features"]} == served["features"]
    warm = client.training_set(RUN, warming=False)
    assert len(warm) == len(frame) - summary["warming"] > 100
    begin = warm["event_time"].sort_values().iloc[10]
    part = client.training_set(RUN, start=begin, end="2100-01-01T00:00:00Z")
    assert part["event_id"].tolist() == frame[frame["event_time"] >= begin]["event_id"].tolist()


def test_both_files_hold_the_same_bits(client: Client, tmp_path: Path) -> None:
    for name in ("set.parquet", "set.ndjson"):
        client.save_training_set(RUN, tmp_path / name)
    frame = pd.read_parquet(tmp_path / "set.parquet")
    lines = (tmp_path / "set.ndjson").read_text().splitlines()
    assert json.loads(lines[-1])["summary"]["rows"] == len(frame) == len(lines) - 1
    again = pd.DataFrame([json.loads(line) for line in lines[:-1]])
    assert list(again.columns) == list(frame.columns)
    for name in ("amount", "customer_avg_amount_30d", "terminal_risk_30d", "served_score"):
        assert (again[name].astype("float64").to_numpy().view("int64") == frame[name].to_numpy().view("int64")).all()


def test_a_training_set_that_breaks_off_is_none(client: Client, tmp_path: Path) -> None:
    with front(client.url) as server, Client(server.url, patience_s=0) as through:
        server.cut_after = 5_000
        with pytest.raises(MillraceError, match="broken_off"):
            through.training_set(RUN)
        with pytest.raises(MillraceError, match="broken_off"):
            through.save_training_set(RUN, tmp_path / "set.parquet")
    assert list(tmp_path.iterdir()) == []
