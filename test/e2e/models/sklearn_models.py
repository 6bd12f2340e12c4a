"""Fits models with scikit-learn and scores rows with them: the side that Millrace is compared with.

    python sklearn_models.py fit FOLDER           leaves NAME.joblib for each model below, and the files that cannot be added
    python sklearn_models.py score FOLDER ROWS    prints the scores that each model gives the rows (a JSON file) as JSON
"""

import json
import pickle
import sys
from pathlib import Path

import joblib
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["amount", "night", "visits", "distance"]
MODELS = {
    "logistic": LogisticRegression(max_iter=1000),
    "forest": RandomForestClassifier(n_estimators=30, random_state=1),
    "boosting": GradientBoostingClassifier(n_estimators=50, random_state=1),
    "histogram": HistGradientBoostingClassifier(max_iter=50, random_state=1),
    "scaled": make_pipeline(StandardScaler(), LogisticRegression()),
    "scaled-forest": make_pipeline(StandardScaler(), RandomForestClassifier(n_estimators=30, random_state=1)),
    "regressor": GradientBoostingRegressor(n_estimators=50, random_state=1),
}


class Custom(ClassifierMixin, BaseEstimator):
    def fit(self, rows, labels):
        self.model_ = LogisticRegression().fit(rows, labels)
        return self


class Curious:
    """Tells what the process that loads it can see."""

    def __init__(self, file: Path):
        self.file = file

    def __reduce__(self):
        return eval, (f"open({str(self.file)!r}, 'w').write(__import__('json').dumps(dict(__import__('os').environ)))",)


def table() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    rows = np.column_stack(
        [random.lognormal(3, 1, 1500).round(2), random.integers(0, 2, 1500), random.integers(0, 60, 1500), random.normal(0, 5, 1500).round(3)]
    )
    labels = (rows[:, 0] * 0.02 + rows[:, 1] - rows[:, 3] * 0.1 + random.normal(0, 0.5, 1500) > 1.2).astype(int)
    return rows, labels


def name_columns(model) -> None:
    """As a fit on a data frame does, without the package for it."""
    first = model.steps[0][1] if hasattr(model, "steps") else model
    first.feature_names_in_ = np.array(COLUMNS, dtype=object)


def fit(folder: Path) -> None:
    rows, labels = table()
    for name, model in MODELS.items():
        model.fit(rows, labels)
        if name != "logistic":
            name_columns(model)
        joblib.dump(model, folder / f"{name}.joblib", compress=3 if name == "forest" else 0)
    (folder / "cut.joblib").write_bytes((folder / "forest.joblib").read_bytes()[:20_000])
    (folder / "junk.joblib").write_text("not a model")
    joblib.dump(Custom().fit(rows, labels), folder / "custom.joblib")
    joblib.dump({"model": MODELS["forest"]}, folder / "dict.joblib")
    misspelt = RandomForestClassifier(n_estimators=2).fit(rows, labels)
    misspelt.feature_names_in_ = np.array(["amount", "nigth", "visits", "distance"], dtype=object)
    joblib.dump(misspelt, folder / "misspelt.joblib")
    (folder / "curious.pkl").write_bytes(pickle.dumps([MODELS["logistic"], Curious(folder / "seen.json")]))


def score(folder: Path, rows: Path) -> None:
    values = np.array(json.loads(rows.read_text()))
    models = {name: joblib.load(folder / f"{name}.joblib") for name in MODELS}
    given = {name: one.predict_proba(values)[:, 1] if hasattr(one, "predict_proba") else one.predict(values) for name, one in models.items()}
    print(json.dumps({name: scores.tolist() for name, scores in given.items()}))


if __name__ == "__main__":
    fit(Path(sys.argv[2])) if sys.argv[1] == "fit" else score(Path(sys.argv[2]), Path(sys.argv[3]))
