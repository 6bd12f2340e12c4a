"""The client of TensorFlow Serving as tensorflow-serving-api publishes it. Prints what it was told, as JSON."""
import json
import sys

import grpc
import numpy as np
import tensorflow as tf
from tensorflow_serving.apis import classification_pb2, get_model_metadata_pb2, get_model_status_pb2, model_service_pb2_grpc, predict_pb2, prediction_service_pb2_grpc

GRPC, KEY, MODEL, INPUT, OUTPUT, ROWS = sys.argv[1:7]
rows = np.array(json.loads(ROWS), dtype=np.float32)
channel = grpc.insecure_channel(GRPC)
metadata = [("authorization", f"Bearer {KEY}")]
prediction = prediction_service_pb2_grpc.PredictionServiceStub(channel)
models = model_service_pb2_grpc.ModelServiceStub(channel)
told = {}


def request(tensor, name=MODEL, outputs=(OUTPUT,)):
    message = predict_pb2.PredictRequest()
    message.model_spec.name = name
    message.inputs[INPUT].CopyFrom(tensor)
    message.output_filter.extend(outputs)
    return message


def fails(call):
    try:
        call()
        return "no error"
    except grpc.RpcError as error:
        return [error.code().name, error.details()]


def in_fields(values):
    return tf.compat.v1.make_tensor_proto(values.tolist(), dtype=tf.float32, shape=values.shape)


answer = prediction.Predict(request(tf.make_tensor_proto(rows)), 20, metadata=metadata)
told["predict"] = tf.make_ndarray(answer.outputs[OUTPUT]).tolist()
told["float_val"] = len(answer.outputs[OUTPUT].float_val)
told["version"] = answer.model_spec.version.value
told["predict, values in their field"] = tf.make_ndarray(prediction.Predict(request(in_fields(rows)), 20, metadata=metadata).outputs[OUTPUT]).tolist()
told["all outputs"] = sorted(prediction.Predict(request(tf.make_tensor_proto(rows), outputs=()), 20, metadata=metadata).outputs)
told["no key"] = fails(lambda: prediction.Predict(request(tf.make_tensor_proto(rows)), 20))[0]
told["no such model"] = fails(lambda: prediction.Predict(request(tf.make_tensor_proto(rows), name="nothing"), 20, metadata=metadata))
told["wrong shape"] = fails(lambda: prediction.Predict(request(tf.make_tensor_proto(rows[:, :2])), 20, metadata=metadata))
told["wrong type"] = fails(lambda: prediction.Predict(request(tf.make_tensor_proto(rows.astype(np.float64))), 20, metadata=metadata))

classify = classification_pb2.ClassificationRequest()
classify.model_spec.name = MODEL
told["classify"] = fails(lambda: prediction.Classify(classify, 20, metadata=metadata))

asked = get_model_metadata_pb2.GetModelMetadataRequest()
asked.model_spec.name = MODEL
asked.metadata_field.append("signature_def")
packed = prediction.GetModelMetadata(asked, 20, metadata=metadata).metadata["signature_def"]
signatures = get_model_metadata_pb2.SignatureDefMap()
told["unpacks"] = packed.Unpack(signatures)
signature = signatures.signature_def["serving_default"]
told["inputs"] = {name: [tf.as_dtype(info.dtype).name, [dim.size for dim in info.tensor_shape.dim]] for name, info in signature.inputs.items()}
told["outputs"] = sorted(signature.outputs)

status = get_model_status_pb2.GetModelStatusRequest()
status.model_spec.name = MODEL
told["status"] = [[one.version, get_model_status_pb2.ModelVersionStatus.State.Name(one.state)] for one in models.GetModelStatus(status, 20, metadata=metadata).model_version_status]
print(json.dumps(told))
