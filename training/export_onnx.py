"""How a scikit-learn model becomes ONNX here: one float32 input `features` [n, width] as the data are, `probabilities` [n, classes], and
bytes that depend on nothing but the model and the packages."""

import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.base import is_classifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

# Opsets of 2022: old enough for every runtime that is named in the documentation.
OPSETS = {"": 17, "ai.onnx.ml": 3}
TREES = ("TreeEnsembleClassifier", "TreeEnsembleRegressor")
# Each works on columns alone and never turns their order round.
SCALERS = (StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler)


def export(model, width: int, name: str) -> bytes:
    """ONNX without anything that depends on when, where or by whom it was written. Scalers before trees go into the trees' thresholds."""
    scalers, last = split_scalers(model)
    onnx_model = convert(last, width, name)
    trees = [node for node in onnx_model.graph.node if node.op_type in TREES]
    if scalers and not trees:
        onnx_model = convert(model, width, name)
    for node in trees:
        if scalers or hasattr(last, "_predictors"):
            move_thresholds(node, last, scalers, width)
    tidy(onnx_model)
    onnx.checker.check_model(onnx_model)
    return onnx_model.SerializeToString(deterministic=True)


def convert(model, width: int, name: str) -> onnx.ModelProto:
    types = [("features", FloatTensorType([None, width]))]
    options = {"zipmap": False} if is_classifier(model) else None
    make_attribute = onnx.helper.make_attribute
    # The exporter gives truth values where the file format takes whole numbers (histogram gradient boosting).
    onnx.helper.make_attribute = lambda key, value, *more, **named: make_attribute(key, whole_numbers(value), *more, **named)
    try:
        return to_onnx(model, initial_types=types, options=options, target_opset=OPSETS, name=name)
    finally:
        onnx.helper.make_attribute = make_attribute


def whole_numbers(value):
    if isinstance(value, list) and any(isinstance(item, (bool, np.bool_)) for item in value):
        return [int(item) for item in value]
    return value


def tidy(model: onnx.ModelProto) -> None:
    model.producer_name, model.producer_version, model.domain = "millrace", "1", "millrace"
    model.model_version, model.doc_string, model.graph.doc_string = 1, "", ""
    del model.metadata_props[:]
    for number, node in enumerate(model.graph.node):
        node.name = f"{node.op_type}_{number}"
        # Hints of how often a branch is taken, which the exporter sets to 1 everywhere: a tenth of the file.
        kept = [attribute for attribute in node.attribute if attribute.name != "nodes_hitrates"]
        kept.sort(key=lambda attribute: attribute.name)
        del node.attribute[:]
        node.attribute.extend(kept)


def split_scalers(model) -> tuple[list, object]:
    """The scalers a pipeline begins with and its last step, where it has nothing else."""
    if not isinstance(model, Pipeline):
        return [], model
    before = [step for _, step in model.steps[:-1] if step is not None and step != "passthrough"]
    plain = all(type(step) in SCALERS and not getattr(step, "clip", False) for step in before)
    return (before, model.steps[-1][1]) if plain else ([], model)


def move_thresholds(node: onnx.NodeProto, model, scalers: list, width: int) -> None:
    """Makes the thresholds of trees over scaled features thresholds over the features themselves, so that not one row takes another branch:
    scaling in float32 would round differently from scikit-learn, which scales in float64 and rounds after. Histogram gradient boosting
    rounds nothing: its thresholds are float64, and each becomes the next float32 below."""
    attributes = {attribute.name: attribute for attribute in node.attribute}
    modes = [mode.decode() for mode in attributes["nodes_modes"].strings]
    if set(modes) - {"LEAF", "BRANCH_LEQ"}:
        raise ValueError(f"trees with branches of {sorted(set(modes))}")
    values, features = attributes["nodes_values"].floats, attributes["nodes_featureids"].ints
    stages = getattr(model, "_predictors", None)
    own = np.array(values) if stages is None else np.concatenate([tree.nodes["num_threshold"] for stage in stages for tree in stage])
    rounded = np.float32 if stages is None else np.float64
    for feature in set(features):
        branches = [i for i, mode in enumerate(modes) if mode == "BRANCH_LEQ" and features[i] == feature]
        cuts = largest_below(own[branches], lambda column: scaled(column, feature, scalers, width).astype(rounded))
        for i, cut in zip(branches, cuts):
            values[i] = float(cut)


def largest_below(thresholds: np.ndarray, scale) -> np.ndarray:
    """For each threshold the largest float32 whose scaled value is not above it, by bisection over all float32 numbers."""
    low = np.full(len(thresholds), order(np.float32(np.finfo(np.float32).min)), np.int64)
    high = np.full(len(thresholds), order(np.float32(np.finfo(np.float32).max)) + 1, np.int64)
    while np.any(high - low > 1):
        middle = (low + high) // 2
        below = scale(number(middle)) <= thresholds
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return number(low)


def scaled(values: np.ndarray, feature: int, scalers: list, width: int) -> np.ndarray:
    rows = np.zeros((len(values), width))
    rows[:, feature] = values
    for scaler in scalers:
        rows = scaler.transform(rows)
    return rows[:, feature]


def order(value):
    """Whole numbers that stand in the order of the float32 numbers they are of."""
    bits = np.asarray(value, np.float32).view(np.int32).astype(np.int64)
    return np.where(bits < 0, -(bits & 0x7FFFFFFF), bits)


def number(order_of: np.ndarray) -> np.ndarray:
    bits = np.where(order_of < 0, (-order_of) | 0x80000000, order_of)
    return bits.astype(np.uint32).view(np.float32)
