from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from conftest import payment, unique
from millrace import Client, MillraceError


def test_predicts_and_explains(client: Client) -> None:
    event = payment(unique("py"), amount=400)
    made = client.predict("card-fraud", event)
    assert made["event_id"] == event["tx"]
    assert made["features"]["amount"] == 400
    assert client.predict("card-fraud", event) == made
    assert client.prediction("card-fraud", made["id"]) == made
    why = client.why("card-fraud", made["id"])
    assert why["equal"] is True
    assert why["prediction"] == made
    assert "card-fraud" in [pipeline["name"] for pipeline in client.pipelines()]


def test_finds_predictions_of_an_entity_and_a_time(client: Client) -> None:
    customer = unique("C")
    made = [client.predict("card-fraud", payment(unique("py"), customer=customer)) for _ in range(3)]
    assert list(client.predictions("card-fraud", key=customer)) == made[::-1]
    later = dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=1)
    assert list(client.predictions("card-fraud", key=customer, start=later)) == []


def test_errors_say_what_to_do(client: Client) -> None:
    with pytest.raises(MillraceError) as refused:
        client.predict("card-fraud", payment(unique("py"), amount="much"))
    error = refused.value
    assert (error.code, error.status, error.retryable) == ("schema", 422, False)
    assert error.details["faults"][0]["path"] == "/amount"
    assert "docs/reference/errors.md" in error.fix
    with pytest.raises(MillraceError, match='did you mean "card-fraud"'):
        client.predict("card-frod", payment(unique("py")))
    with Client(key="wrong") as stranger, pytest.raises(MillraceError, match=r"unauthenticated.*MILLRACE_KEY"):
        stranger.pipelines()
    with Client("http://127.0.0.1:1", patience_s=0.2) as nobody, pytest.raises(MillraceError, match="server_away"):
        nobody.pipelines()


def test_finds_the_server_of_a_data_folder(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = client._transport._http.headers["authorization"].removeprefix("Bearer ")
    for name in ("MILLRACE_URL", "MILLRACE_KEY", "MILLRACE_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MILLRACE_DATA_DIR", str(tmp_path))
    with pytest.raises(MillraceError, match="no_server"):
        Client()
    (tmp_path / "server.json").write_text(json.dumps({"url": client.url}))
    with pytest.raises(MillraceError, match="no_key"):
        Client()
    (tmp_path / "admin.key").write_text(key + "\n")
    with Client() as found:
        assert found.pipelines()
