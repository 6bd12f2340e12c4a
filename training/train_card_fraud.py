"""Train the small model of the card-fraud example and write it, byte for byte reproducible, as ONNX.

    python training/train_card_fraud.py            trains, writes pipelines/card-fraud/card-fraud.onnx and model-card.json
    python training/train_card_fraud.py --check    trains again and compares with what is there; exit code 1 on a difference

The features are computed here with numpy, from their definition and not through Millrace: what Millrace computes is compared with it.
Needs `node` on PATH for the data and the packages of training/requirements.txt.
"""

import argparse
import hashlib
import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from export_onnx import export
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

PIPELINE = Path(__file__).resolve().parent.parent / "pipelines" / "card-fraud"
MODEL = PIPELINE / "card-fraud.onnx"
CARD = PIPELINE / "model-card.json"

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
WINDOW_DAYS = (1, 7, 30)
TERMINAL_DELAY_DAYS = 7
REPORT_DELAY_DAYS = 6
FEATURES = ["amount", "weekend", "night"]
FEATURES += [f"customer_{name}_{days}d" for days in WINDOW_DAYS for name in ("tx_count", "avg_amount")]
FEATURES += [f"terminal_{name}_{days}d" for days in WINDOW_DAYS for name in ("tx_count", "risk")]

# The windows need 30 days behind a delay of 7 before they are full; the last outcomes of the training days are known when the test week begins.
DATA = {"start": "2026-01-01", "seed": 2026, "other_seed": 1}
WARM_UP_DAYS = 37
TRAINING_DAYS = 42
GAP_DAYS = 7
TEST_DAYS = 7
FOREST = {"n_estimators": 30, "max_leaf_nodes": 128, "max_features": 8, "min_samples_leaf": 5, "random_state": 20260101}
DECISION = 0.5
LARGEST_FILE = 300_000
LEAST_AUC = 0.8
LIBRARIES = ("numpy", "scikit-learn", "skl2onnx", "onnx", "onnxruntime")


class Payments(NamedTuple):
    """Columns in log order. `at` is in ms since 1970 UTC; `amount_cents` is exact; `fraud` is 0 or 1."""

    at: np.ndarray
    customer: np.ndarray
    terminal: np.ndarray
    amount_cents: np.ndarray
    fraud: np.ndarray


def milliseconds(text: str) -> int:
    return int(np.datetime64(text.removesuffix("Z"), "ms").astype(np.int64))


def generate(seed: int, days: int) -> Payments:
    """Read the events of the demo generator. Raises if an outcome would not be known in time for the features."""
    command = ["node", str(PIPELINE / "demo.js"), "--seed", str(seed), "--days", str(days), "--start", DATA["start"]]
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()
    payments: dict[str, dict] = {}
    reported: dict[str, int] = {}
    for line in lines:
        record = json.loads(line)
        event = record["event"]
        if record["type"] == "payment":
            payments[event["tx"]] = event
        elif event["fraud"] == 1:
            reported[event["tx"]] = milliseconds(event["reported_at"])
    at = np.array([milliseconds(p["occurred_at"]) for p in payments.values()])
    for tx, time in reported.items():
        if time - milliseconds(payments[tx]["occurred_at"]) != REPORT_DELAY_DAYS * DAY_MS:
            raise ValueError(f"the outcome of {tx} does not come {REPORT_DELAY_DAYS} days after it")
    return Payments(
        at=at,
        customer=np.array([p["customer"] for p in payments.values()]),
        terminal=np.array([p["terminal"] for p in payments.values()]),
        amount_cents=np.array([round(p["amount"] * 100) for p in payments.values()]),
        fraud=np.array([int(tx in reported) for tx in payments]),
    )


def rows_by(key: np.ndarray) -> list[np.ndarray]:
    """Row numbers of each distinct key, in log order."""
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(key[order][1:] != key[order][:-1]) + 1
    return np.split(order, starts)


def sums_between(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Exact integer sums of values[low:high]."""
    running = np.concatenate(([0], np.cumsum(values)))
    return running[high] - running[low]


def compute_features(payments: Payments) -> np.ndarray:
    """The features as float64, columns in the order of FEATURES. Rows must be sorted by time; a window is (t - W, t]."""
    columns = {name: np.zeros(len(payments.at)) for name in FEATURES}
    columns["amount"] = payments.amount_cents / 100
    weekday = (payments.at // DAY_MS + 3) % 7  # 1970-01-01 was a Thursday; 0 is Monday
    columns["weekend"] = (weekday >= 5).astype(float)
    columns["night"] = (payments.at % DAY_MS // HOUR_MS <= 6).astype(float)
    for rows in rows_by(payments.customer):
        at = payments.at[rows]
        high = np.arange(1, len(rows) + 1)  # up to and with the own row, also among those of the same time
        for days in WINDOW_DAYS:
            low = np.searchsorted(at, at - days * DAY_MS, side="right")
            columns[f"customer_tx_count_{days}d"][rows] = high - low
            columns[f"customer_avg_amount_{days}d"][rows] = sums_between(payments.amount_cents[rows], low, high) / ((high - low) * 100)
    for rows in rows_by(payments.terminal):
        at = payments.at[rows]
        high = np.searchsorted(at, at - TERMINAL_DELAY_DAYS * DAY_MS, side="right")
        for days in WINDOW_DAYS:
            low = np.searchsorted(at, at - (TERMINAL_DELAY_DAYS + days) * DAY_MS, side="right")
            columns[f"terminal_tx_count_{days}d"][rows] = high - low
            columns[f"terminal_risk_{days}d"][rows] = sums_between(payments.fraud[rows], low, high) / np.maximum(high - low, 1)
    return np.column_stack([columns[name] for name in FEATURES])


class Table(NamedTuple):
    """Model inputs, labels, and the day of each row counted from the start of the data."""

    inputs: np.ndarray
    fraud: np.ndarray
    day: np.ndarray

    def days(self, first: int, count: int) -> "Table":
        chosen = (self.day >= first) & (self.day < first + count)
        return Table(self.inputs[chosen], self.fraud[chosen], self.day[chosen])


def make_table(seed: int, days: int) -> Table:
    payments = generate(seed, days)
    day = (payments.at - milliseconds(DATA["start"])) // DAY_MS
    return Table(compute_features(payments).astype(np.float32), payments.fraud, day)


def score(model: bytes, inputs: np.ndarray) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return session.run(["probabilities"], {"features": inputs})[0][:, 1]


def measure(model: bytes, table: Table) -> dict:
    scores = score(model, table.inputs)
    flagged = scores >= DECISION
    amount_rule = table.inputs[:, FEATURES.index("amount")] > 220
    return {
        "payments": len(scores),
        "frauds": int(table.fraud.sum()),
        "auc_roc": round(float(roc_auc_score(table.fraud, scores)), 4),
        "average_precision": round(float(average_precision_score(table.fraud, scores)), 4),
        "reviewed": int(flagged.sum()),
        "precision_of_reviews": round(float(table.fraud[flagged].mean()), 4),
        "frauds_reviewed": round(float(flagged[table.fraud == 1].mean()), 4),
        "auc_roc_of_the_amount_rule": round(float(roc_auc_score(table.fraud, amount_rule)), 4),
    }


def train() -> tuple[bytes, dict]:
    """Returns the bytes of the model and its card. Raises if the model is too large, too weak, or not what scikit-learn trained."""
    table = make_table(DATA["seed"], WARM_UP_DAYS + TRAINING_DAYS + GAP_DAYS + TEST_DAYS)
    training = table.days(WARM_UP_DAYS, TRAINING_DAYS)
    test = table.days(WARM_UP_DAYS + TRAINING_DAYS + GAP_DAYS, TEST_DAYS)
    other = make_table(DATA["other_seed"], WARM_UP_DAYS + TEST_DAYS).days(WARM_UP_DAYS, TEST_DAYS)
    forest = RandomForestClassifier(**FOREST, n_jobs=1).fit(training.inputs, training.fraud)
    model = export(forest, len(FEATURES), "card-fraud")
    later_week = measure(model, test)
    if len(model) >= LARGEST_FILE:
        raise ValueError(f"the model has {len(model)} bytes, {LARGEST_FILE} is the limit")
    if later_week["auc_roc"] < LEAST_AUC:
        raise ValueError(f"AUC of the later week is {later_week['auc_roc']}, {LEAST_AUC} is the least")
    difference = float(np.abs(score(model, test.inputs) - forest.predict_proba(test.inputs)[:, 1]).max())
    if difference > 1e-6:
        raise ValueError(f"ONNX and scikit-learn differ by {difference}")
    return model, {
        "model": "card-fraud",
        "file": MODEL.name,
        "sha256": hashlib.sha256(model).hexdigest(),
        "bytes": len(model),
        "algorithm": {"name": "sklearn.ensemble.RandomForestClassifier", **FOREST},
        "input": {"name": "features", "type": "float32", "scaled": False, "order": FEATURES},
        "output": {"name": "probabilities", "type": "float32", "meaning": "column 1 is the probability of a fraud"},
        "decision": f"score >= {DECISION}",
        "data": {
            "generator": "demo.js",
            "seed": DATA["seed"],
            "start": DATA["start"],
            "warm_up_days": WARM_UP_DAYS,
            "training_days": TRAINING_DAYS,
            "gap_days": GAP_DAYS,
            "test_days": TEST_DAYS,
            "training_payments": len(training.fraud),
            "training_frauds": int(training.fraud.sum()),
        },
        "metrics": {"later_week": later_week, f"other_population_seed_{DATA['other_seed']}": measure(model, other)},
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def differences(card: dict) -> list[str]:
    """What of the written files does not agree with a new training."""
    found = []
    digest = hashlib.sha256(MODEL.read_bytes()).hexdigest()
    if digest != card["sha256"]:
        found.append(f"{MODEL.name} has sha256 {digest}, training gives {card['sha256']}")
    written = json.loads(CARD.read_text(encoding="utf-8"))
    for field in sorted(card.keys() | written.keys()):
        if written.get(field) != card.get(field):
            found.append(f"{CARD.name}: {field} is {written.get(field)}, training gives {card.get(field)}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the written files are not what training gives")
    check = parser.parse_args().check
    model, card = train()
    print(json.dumps(card["metrics"], indent=2))
    print(f"sha256 {card['sha256']}  {len(model)} bytes")
    if not check:
        MODEL.write_bytes(model)
        CARD.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
        return 0
    found = differences(card)
    print("\n".join(found) or "the written files are what training gives")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
