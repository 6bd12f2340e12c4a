"""Convert a scikit-learn model to ONNX and compare both on drawn rows. Loading the file runs code from it.

    python convert_sklearn.py FILE FOLDER NAME     leaves model.onnx and report.json in the folder; exit code 3 with {"error": ...} in it
"""

import json
import pickle
import sys
import warnings
import zlib
from pathlib import Path

import joblib
import numpy as np
import onnxruntime
import sklearn
from export_onnx import SCALERS, export
from sklearn.base import is_classifier, is_outlier_detector, is_regressor
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import Pipeline
from sklearn.utils.validation import check_is_fitted

ROWS = 100
NUDGES = 8
# A float32 has 24 binary digits; a few roundings come together on the way.
NUDGE = 2.0**-22
BASE = 1e-5


class Refused(Exception):
    """What is told instead of a report."""


def load(path: str):
    try:
        return joblib.load(path)
    except ModuleNotFoundError as error:
        raise Refused(f"the file needs the Python module \"{error.name}\", which is not part of scikit-learn") from error
    except AttributeError as error:
        raise Refused(f"the file needs code that is not in it: {error}") from error
    except (pickle.UnpicklingError, EOFError, zlib.error, ValueError, OSError, KeyError, IndexError, TypeError) as error:
        raise Refused(f"the file cannot be loaded, it may be broken: {error or type(error).__name__}") from error


def kind_of(model) -> str:
    """What the model answers. Error: Refused, for what has no score."""
    if not hasattr(model, "predict"):
        what = f"holds {type(model).__module__}.{type(model).__name__}"
        if isinstance(model, dict):
            what = f"holds a dict with {', '.join(map(str, list(model)[:8]))}"
        raise Refused(f"the file {what}, which predicts nothing: save the fitted model alone")
    try:
        check_is_fitted(model)
    except NotFittedError as error:
        raise Refused(f"the {described(model)} is not fitted: call fit before it is saved") from error
    if is_classifier(model):
        if not hasattr(model, "predict_proba"):
            raise Refused(f"{described(model)} gives no probabilities: fit it inside sklearn.calibration.CalibratedClassifierCV, and save that")
        return "classifier"
    if is_regressor(model):
        return "regressor"
    if is_outlier_detector(model):
        return "outlier"
    raise Refused(f"{described(model)} is neither a classifier, a regressor nor an outlier detector")


def described(model) -> str:
    if isinstance(model, Pipeline):
        return f"Pipeline({', '.join(type(step).__name__ for _, step in model.steps)})"
    return type(model).__name__


def convert(model, width: int, name: str) -> bytes:
    transformers = [step for _, step in getattr(model, "steps", []) if isinstance(step, ColumnTransformer)]
    if any(isinstance(column, str) for step in transformers for _, _, columns in step.transformers_ for column in np.atleast_1d(columns)):
        raise Refused("a ColumnTransformer that names columns takes more than one input: fit it with column numbers, on numbers alone")
    if any(getattr(step, "is_categorical_", None) is not None for step in [model, *(step for _, step in getattr(model, "steps", []))]):
        raise Refused("histogram gradient boosting with categorical features cannot be exported: code them as numbers before it is fitted")
    try:
        return export(model, width, name)
    except Exception as error:  # The exporter raises whatever it meets.
        reason = str(error).strip().split("\n")[0][:300]
        raise Refused(f"skl2onnx cannot export {described(model)}: {reason or type(error).__name__}") from error


def answers(model, kind: str, rows: np.ndarray) -> np.ndarray:
    ask = {"classifier": "predict_proba", "regressor": "predict", "outlier": "decision_function"}[kind]
    return np.asarray(getattr(model, ask)(rows), np.float64).reshape(len(rows), -1)


def draw(model, width: int) -> np.ndarray:
    """Rows from where the model decides, so that they do not all come out alike. Each value is a float32 exactly: nothing is lost in a cast."""
    random = np.random.default_rng(20_261_124)
    rows = random.standard_normal((ROWS, width))
    steps = [step for _, step in model.steps] if isinstance(model, Pipeline) else [model]
    for step in reversed(steps):
        cuts = thresholds(step, width)
        examples = known_rows(step, width)
        if cuts is not None:
            rows = near(cuts, random)
        elif examples is not None:
            rows = examples[random.integers(0, len(examples), ROWS)] + 0.3 * examples.std(axis=0) * rows
        elif np.shape(getattr(step, "coef_", None))[-1:] == (width,):
            rows = rows * 2 / np.maximum(np.abs(np.atleast_2d(step.coef_)).max(axis=0) * np.sqrt(width), 1e-6)
        elif isinstance(step, SCALERS) and step.n_features_in_ == width:
            rows = step.inverse_transform(rows)
    return rows.astype(np.float32).astype(np.float64)


def known_rows(step, width: int) -> np.ndarray | None:
    """Rows that the model holds: training rows of neighbours, support vectors, means of classes."""
    for name in ("_fit_X", "support_vectors_", "theta_"):
        held = getattr(step, name, None)
        if isinstance(held, np.ndarray) and held.ndim == 2 and held.shape[1] == width:
            return held
    return None


def near(cuts: list[np.ndarray], random) -> np.ndarray:
    """Values about a feature's thresholds, off each by a share of how far they lie apart."""
    columns = []
    for of_feature in cuts:
        if len(of_feature) == 0:
            columns.append(random.standard_normal(ROWS))
            continue
        apart = of_feature.std() or abs(of_feature[0]) or 1.0
        columns.append(random.choice(of_feature, ROWS) + random.normal(0, 0.2 * apart, ROWS))
    return np.column_stack(columns)


def thresholds(step, width: int) -> list[np.ndarray] | None:
    trees = [one.tree_ for one in np.ravel(getattr(step, "estimators_", [])) if hasattr(one, "tree_")]
    trees += [step.tree_] if hasattr(step, "tree_") else []
    pairs = [(tree.feature, tree.threshold) for tree in trees]
    for stage in getattr(step, "_predictors", []):
        pairs += [(np.where(one.nodes["is_leaf"], -1, one.nodes["feature_idx"].astype(int)), one.nodes["num_threshold"]) for one in stage]
    if not pairs:
        return None
    feature, cut = (np.concatenate(parts) for parts in zip(*pairs))
    return [cut[(feature == j) & np.isfinite(cut)] for j in range(width)]


def allowed(model, kind: str, rows: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """For each row, the difference that float32 explains: what the model's own answer changes by when inputs move in their last digits,
    and the rounding of the answer."""
    random = np.random.default_rng(7)
    moved = np.zeros(len(rows))
    for _ in range(NUDGES):
        nudged = rows * (1 + NUDGE * random.choice([-1.0, 1.0], rows.shape))
        moved = np.maximum(moved, np.abs(answers(model, kind, nudged) - expected).max(axis=1))
    size = 1.0 if kind == "classifier" else float(np.abs(expected).max()) or 1.0
    return BASE * size + 4 * moved


def score(onnx_model: bytes, output: str, rows: np.ndarray) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_model, options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run([output], {"features": rows.astype(np.float32)})[0], np.float64).reshape(len(rows), -1)


def run(path: str, name: str) -> tuple[bytes, dict]:
    model = load(path)
    kind = kind_of(model)
    names, width = getattr(model, "feature_names_in_", None), getattr(model, "n_features_in_", None)
    if width is None:
        raise Refused(f"{described(model)} does not say how many features it takes")
    onnx_model = convert(model, int(width), name)
    output = {"classifier": "probabilities", "regressor": "variable", "outlier": "scores"}[kind]
    rows = draw(model, int(width))
    expected = answers(model, kind, rows)
    got = score(onnx_model, output, rows)
    if got.shape != expected.shape:
        raise Refused(f"the exported model answers {got.shape[1]} values a row where scikit-learn answers {expected.shape[1]}")
    return onnx_model, {
        "estimator": described(model),
        "kind": kind,
        "scikit_learn": sklearn.__version__,
        "width": int(width),
        "features": None if names is None else [str(one) for one in names],
        "classes": [str(one) for one in np.ravel(model.classes_)] if kind == "classifier" else None,
        "output": output,
        "rows": rows.tolist(),
        "expected": expected.tolist(),
        "onnxruntime": got.tolist(),
        "allowed": allowed(model, kind, rows, expected).tolist(),
    }


def main() -> int:
    path, folder, name = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    warnings.filterwarnings("ignore")
    try:
        onnx_model, report = run(path, name)
        (folder / "model.onnx").write_bytes(onnx_model)
    except Refused as refused:
        report = {"error": str(refused)}
    except Exception as error:  # A file that was changed loads as anything.
        report = {"error": f"the model cannot be tried: {str(error).strip() or type(error).__name__}"}
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return 3 if "error" in report else 0


if __name__ == "__main__":
    sys.exit(main())
