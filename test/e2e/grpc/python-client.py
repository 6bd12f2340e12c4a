"""A client of the gRPC face that knows nothing of it but its address: everything else comes from reflection. Prints what it saw as JSON."""

import datetime
import json
import sys

import grpc
from google.protobuf import descriptor_pool, json_format, message_factory
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status

address, key = sys.argv[1:]
channel = grpc.insecure_channel(address)
database = ProtoReflectionDescriptorDatabase(channel)
pool = descriptor_pool.DescriptorPool(database)
service = pool.FindServiceByName("millrace.v1.Millrace")
metadata = [("authorization", f"Bearer {key}")]


def method(name):
    described = service.methods_by_name[name]
    kind = {(False, False): "unary_unary", (True, True): "stream_stream", (True, False): "stream_unary", (False, True): "unary_stream"}
    Request = message_factory.GetMessageClass(described.input_type)
    Response = message_factory.GetMessageClass(described.output_type)
    make = getattr(channel, kind[(described.client_streaming, described.server_streaming)])
    call = make(f"/millrace.v1.Millrace/{name}", request_serializer=Request.SerializeToString, response_deserializer=Response.FromString)
    return call, Request


def payment(tx, **changes):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    return {"tx": tx, "occurred_at": now, "customer": f"C-{tx}", "terminal": "T1", "amount": 57.16, **changes}


def as_bytes(event):
    return json.dumps(event).encode()


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise SystemExit("a call that had to fail did not")


seen = {"services": sorted(database.get_services())}
health = health_pb2_grpc.HealthStub(channel)
names = ["", "millrace.v1.Millrace"]
seen["health"] = [
    health_pb2.HealthCheckResponse.ServingStatus.Name(health.Check(health_pb2.HealthCheckRequest(service=name), timeout=60).status) for name in names
]

predict, PredictRequest = method("Predict")
structure = PredictRequest(pipeline="card-fraud")
json_format.ParseDict(payment("python-0"), structure.event)
prediction = predict(structure, metadata=metadata, timeout=60).prediction
seen["optional"] = prediction.DESCRIPTOR.fields_by_name["degraded"].has_presence
seen["prediction"] = {
    "event_id": prediction.event_id,
    "decision": prediction.decision,
    "features": len(prediction.features),
    "amount": prediction.features["amount"],
    "degraded": prediction.HasField("degraded"),
}

stream, StreamRequest = method("PredictStream")
requests = (StreamRequest(correlation_id=str(n), pipeline="card-fraud", json=as_bytes(payment(f"python-{n}" if n else "python-0b"))) for n in range(20))
answers = {answer.correlation_id: answer.prediction.event_id for answer in stream(requests, metadata=metadata, timeout=120)}
seen["streamed"] = sorted("python-0" if event == "python-0b" else event for event in answers.values())

send, SendRequest = method("Send")
Event = message_factory.GetMessageClass(pool.FindMessageTypeByName("millrace.v1.Event"))
batch = [Event(json=as_bytes(payment(f"sent-{n}"))) for n in range(100)] + [Event(json=b"{")]
summary = send(iter([SendRequest(source="payments", type="payment", producer="python", first_line=1, events=batch)]), metadata=metadata, timeout=60)
seen["sent"] = {"accepted": summary.accepted, "refused": [[refusal.code, refusal.line] for refusal in summary.refused]}

wrong = PredictRequest(pipeline="card-fraud", json=as_bytes(payment("python-wrong", amount="much")))
error = failure(lambda: predict(wrong, metadata=metadata, timeout=60))
info, fields = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
for detail in rpc_status.from_call(error).details:
    detail.Unpack(info) if detail.Is(info.DESCRIPTOR) else detail.Unpack(fields)
seen["refused"] = {
    "code": error.code().name,
    "reason": info.reason,
    "domain": info.domain,
    "fields": [violation.field for violation in fields.field_violations],
}
seen["stranger"] = failure(lambda: predict(structure, timeout=60)).code().name
nothing = channel.unary_unary("/millrace.v1.Millrace/Nothing")
seen["unknown"] = failure(lambda: nothing(b"", metadata=metadata, timeout=60)).code().name
print(json.dumps(seen))
