"""The services of TensorFlow Serving's protocol, as the official stubs have them, answered by TensorFlow itself. Not TensorFlow Serving.

tensorflow_services.py MODELS_FOLDER: loads MODELS_FOLDER/NAME/VERSION (SavedModels), serves gRPC and REST on free ports of loopback, prints
{"grpc": port, "rest": port} and ends when its standard input does. HandleReloadConfigRequest takes the models of a configuration in.
"""
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import grpc
import numpy as np
import tensorflow as tf
from google.protobuf.json_format import MessageToDict
from tensorflow.core.protobuf import meta_graph_pb2
from tensorflow.python.saved_model import loader_impl
from tensorflow_serving.apis import (
    classification_pb2, get_model_metadata_pb2, get_model_status_pb2, model_management_pb2, model_service_pb2_grpc, predict_pb2, prediction_service_pb2_grpc,
    regression_pb2,
)

AVAILABLE = get_model_status_pb2.ModelVersionStatus.AVAILABLE


class NotFound(Exception):
    pass


class Invalid(Exception):
    pass


class Loaded:
    def __init__(self, folder):
        self.model = tf.saved_model.load(folder)
        self.signatures = dict(loader_impl.parse_saved_model(folder).meta_graphs[0].signature_def)


class Models:
    """Every version of every model by name: loaded beside those that serve, then there at once."""

    def __init__(self, folder):
        self.by_name = {}
        self.take_in({name: os.path.join(folder, name) for name in sorted(os.listdir(folder))})

    def take_in(self, folders):
        loaded = {}
        for name, folder in folders.items():
            known = self.by_name.get(name, {})
            versions = sorted(int(version) for version in os.listdir(folder) if version.isdigit())
            loaded[name] = {version: known.get(version) or Loaded(os.path.join(folder, str(version))) for version in versions}
        self.by_name = loaded

    def find(self, spec):
        versions = self.by_name.get(spec.name, {})
        if spec.WhichOneof("version_choice") == "version_label":
            raise Invalid(f"Unrecognized servable version label: {spec.version_label}")
        if spec.HasField("version"):
            if spec.version.value not in versions:
                raise NotFound(f"Servable not found for request: Specific({spec.name}, {spec.version.value})")
            return spec.version.value, versions[spec.version.value]
        if not versions:
            raise NotFound(f"Servable not found for request: Latest({spec.name})")
        return max(versions), versions[max(versions)]

    def signature(self, spec):
        version, loaded = self.find(spec)
        name = spec.signature_name or "serving_default"
        if name not in loaded.signatures:
            raise Invalid(f'Serving signature name: "{name}" not found in signature def')
        return version, loaded.signatures[name], loaded.model.signatures[name]


def run(models, spec, inputs, wanted=()):
    version, signature, function = models.signature(spec)
    if set(inputs) != set(signature.inputs):
        raise Invalid(f"input size does not match signature: {sorted(inputs)} vs {sorted(signature.inputs)}")
    try:
        outputs = function(**{name: tf.constant(value) for name, value in inputs.items()})
    except Exception as error:  # What TensorFlow does not take.
        raise Invalid(str(error).split("\n")[0]) from error
    unknown = [name for name in wanted if name not in outputs]
    if unknown:
        raise Invalid(f"output tensor alias not found in signature: {unknown[0]}")
    return version, {name: outputs[name] for name in (wanted or outputs)}


def of_examples(models, request, method):
    version, signature, function = models.signature(request.model_spec)
    if signature.method_name != f"tensorflow/serving/{method}":
        raise Invalid(f"Expected {method} signature method_name to be tensorflow/serving/{method}. Was: {signature.method_name}")
    examples = request.input.example_list.examples
    if not examples:
        raise Invalid("Input is empty.")
    (name,) = signature.inputs
    return version, function(**{name: tf.constant([example.SerializeToString() for example in examples])})


class Prediction(prediction_service_pb2_grpc.PredictionServiceServicer):
    def __init__(self, models):
        self.models = models

    def Predict(self, request, context):
        inputs = {name: tf.make_ndarray(proto) for name, proto in request.inputs.items()}
        version, outputs = run(self.models, request.model_spec, inputs, list(request.output_filter))
        answer = predict_pb2.PredictResponse()
        answer.model_spec.name = request.model_spec.name
        answer.model_spec.version.value = version
        for name, value in outputs.items():
            answer.outputs[name].CopyFrom(tf.make_tensor_proto(value))
        return answer

    def Classify(self, request, context):
        _, outputs = of_examples(self.models, request, "classify")
        answer = classification_pb2.ClassificationResponse()
        labels = outputs.get("classes")
        for row, scores in enumerate(outputs["scores"].numpy()):
            classes = answer.result.classifications.add()
            for i, score in enumerate(np.atleast_1d(scores)):
                classes.classes.add(label="" if labels is None else labels.numpy()[row][i].decode(), score=float(score))
        return answer

    def Regress(self, request, context):
        _, outputs = of_examples(self.models, request, "regress")
        answer = regression_pb2.RegressionResponse()
        for value in outputs["outputs"].numpy().reshape(-1):
            answer.result.regressions.add(value=float(value))
        return answer

    def GetModelMetadata(self, request, context):
        if list(request.metadata_field) != ["signature_def"]:
            raise Invalid("Metadata field is not supported")
        version, loaded = self.models.find(request.model_spec)
        answer = get_model_metadata_pb2.GetModelMetadataResponse()
        answer.model_spec.name = request.model_spec.name
        answer.model_spec.version.value = version
        answer.metadata["signature_def"].Pack(signature_map(loaded))
        return answer


class Model(model_service_pb2_grpc.ModelServiceServicer):
    def __init__(self, models):
        self.models = models

    def GetModelStatus(self, request, context):
        return status(self.models, request.model_spec)

    def HandleReloadConfigRequest(self, request, context):
        self.models.take_in({config.name: config.base_path for config in request.config.model_config_list.config})
        return model_management_pb2.ReloadConfigResponse()


def signature_map(loaded):
    signatures = get_model_metadata_pb2.SignatureDefMap()
    for name, definition in loaded.signatures.items():
        signatures.signature_def[name].CopyFrom(meta_graph_pb2.SignatureDef.FromString(definition.SerializeToString()))
    return signatures


def status(models, spec):
    models.find(spec)
    answer = get_model_status_pb2.GetModelStatusResponse()
    for version in sorted(models.by_name[spec.name], reverse=True):
        if not spec.HasField("version") or spec.version.value == version:
            answer.model_version_status.add(version=version, state=AVAILABLE)
    return answer


class Refusals(grpc.ServerInterceptor):
    """What a service raises, as the status it stands for."""

    def intercept_service(self, continuation, details):
        handler = continuation(details)
        if handler is None or handler.unary_unary is None:
            return handler

        def serve(request, context):
            try:
                return handler.unary_unary(request, context)
            except NotFound as error:
                context.abort(grpc.StatusCode.NOT_FOUND, str(error))
            except Invalid as error:
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))

        return grpc.unary_unary_rpc_method_handler(serve, handler.request_deserializer, handler.response_serializer)


def rest(models):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet, or the client's delayed acknowledgement holds every answer up.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self):
            self.answer(lambda spec, rest: self.describe(spec, rest))

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(lambda spec, rest: self.predict(spec, rest, json.loads(body)))

        def answer(self, make):
            try:
                spec, rest = self.spec()
                code, body = 200, make(spec, rest)
            except NotFound as error:
                code, body = 404, {"error": str(error)}
            except (Invalid, ValueError) as error:
                code, body = 400, {"error": str(error)}
            text = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
            self.wfile.flush()

        def spec(self):
            path, _, method = self.path.partition(":")
            parts = path.split("/")[3:]
            spec = get_model_status_pb2.GetModelStatusRequest().model_spec
            spec.name = parts.pop(0)
            if parts[:1] == ["versions"]:
                spec.version.value = int(parts[1])
                parts = parts[2:]
            return spec, method or "/".join(parts)

        def describe(self, spec, rest):
            if rest == "":
                return MessageToDict(status(models, spec), preserving_proto_field_name=True, always_print_fields_with_no_presence=True)
            version, loaded = models.find(spec)
            signatures = MessageToDict(signature_map(loaded), preserving_proto_field_name=True)
            return {"model_spec": {"name": spec.name, "signature_name": "", "version": str(version)}, "metadata": {"signature_def": signatures}}

        def predict(self, spec, method, body):
            if method != "predict":
                raise Invalid(f"Malformed request: POST {self.path}")
            spec.signature_name = body.get("signature_name", "")
            _, signature, _ = models.signature(spec)
            given = body["inputs"]
            if not isinstance(given, dict):
                given = {next(iter(signature.inputs)): given}
            inputs = {name: np.array(value, dtype=tf.as_dtype(signature.inputs[name].dtype).as_numpy_dtype) for name, value in given.items() if name in signature.inputs}
            _, outputs = run(models, spec, inputs)
            plain = {name: value.numpy().tolist() for name, value in outputs.items()}
            return {"outputs": next(iter(plain.values())) if len(plain) == 1 else plain}

        def log_message(self, *_):
            pass

    return Handler


def main():
    models = Models(sys.argv[1])
    server = grpc.server(ThreadPoolExecutor(4), interceptors=[Refusals()])
    prediction_service_pb2_grpc.add_PredictionServiceServicer_to_server(Prediction(models), server)
    model_service_pb2_grpc.add_ModelServiceServicer_to_server(Model(models), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    http = ThreadingHTTPServer(("127.0.0.1", 0), rest(models))
    threading.Thread(target=http.serve_forever, daemon=True).start()
    print(json.dumps({"grpc": port, "rest": http.server_address[1]}), flush=True)
    sys.stdin.read()
    server.stop(0)
    os._exit(0)


main()
