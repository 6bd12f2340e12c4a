"""saved_models.py FOLDER: writes SavedModels for the conformance suite.

FOLDER/models/sums/1: the sum of three values and the place of the largest. FOLDER/models/half_plus_two/1: x / 2 + 2, also by examples.
FOLDER/later/half_plus_two/2: x / 2 + 3.
"""
import os
import sys

import tensorflow as tf

folder = sys.argv[1]


class Sums(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32, name="features")])
    def score(self, features):
        return {"sum": tf.reduce_sum(features, axis=1, keepdims=True), "largest": tf.argmax(features, axis=1)}


class HalfPlus(tf.Module):
    def __init__(self, plus):
        self.plus = plus

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32, name="x")])
    def predict(self, x):
        return {"y": x / 2 + self.plus}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, name="inputs")])
    def regress(self, inputs):
        x = tf.io.parse_example(inputs, {"x": tf.io.FixedLenFeature([], tf.float32)})["x"]
        return {"outputs": x / 2 + self.plus}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, name="inputs")])
    def classify(self, inputs):
        x = tf.io.parse_example(inputs, {"x": tf.io.FixedLenFeature([], tf.float32)})["x"]
        return {"scores": tf.reshape(x / 2 + self.plus, [-1, 1])}


def method(path, signature, name):
    """TensorFlow writes every signature as one of predict; which method it is for is a text in the file."""
    from tensorflow.core.protobuf import saved_model_pb2
    file = os.path.join(path, "saved_model.pb")
    with open(file, "rb") as stream:
        model = saved_model_pb2.SavedModel.FromString(stream.read())
    model.meta_graphs[0].signature_def[signature].method_name = f"tensorflow/serving/{name}"
    with open(file, "wb") as stream:
        stream.write(model.SerializeToString())


sums = Sums()
tf.saved_model.save(sums, os.path.join(folder, "models", "sums", "1"), signatures={"serving_default": sums.score})
for name, version, plus in [("models/half_plus_two", 1, 2.0), ("later/half_plus_two", 2, 3.0)]:
    module = HalfPlus(plus)
    path = os.path.join(folder, name, str(version))
    tf.saved_model.save(module, path, signatures={"serving_default": module.predict, "regress_x": module.regress, "classify_x": module.classify})
    method(path, "regress_x", "regress")
    method(path, "classify_x", "classify")
