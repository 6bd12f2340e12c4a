"""Clients of scoring servers as their makers publish them. Prints what each was told, as JSON."""
import asyncio
import json
import sys

import numpy as np

WHO, HTTP, GRPC, KEY, MODEL, INPUT, OUTPUT, ROWS = sys.argv[1:9]
rows = np.array(json.loads(ROWS), dtype=np.float32)
# The clients write into the headers that they are given: each call gets its own.
bearer = {"authorization": f"Bearer {KEY}"}
host = HTTP.removeprefix("http://")
told = {}


def triton_http():
    import tritonclient.http as client
    with client.InferenceServerClient(host, concurrency=2) as server:
        told["triton http live"] = server.is_server_live()
        told["triton http ready"] = server.is_server_ready()
        told["triton http model ready"] = server.is_model_ready(MODEL, headers=dict(bearer))
        told["triton http unknown ready"] = server.is_model_ready("nothing", headers=dict(bearer))
        told["triton http server"] = server.get_server_metadata(headers=dict(bearer))
        told["triton http metadata"] = server.get_model_metadata(MODEL, headers=dict(bearer))
        for name, binary_in, binary_out in [("binary", True, True), ("json", False, False), ("mixed", True, False), ("mixed back", False, True)]:
            tensor = client.InferInput(INPUT, list(rows.shape), "FP32")
            tensor.set_data_from_numpy(rows, binary_data=binary_in)
            wanted = [client.InferRequestedOutput(OUTPUT, binary_data=binary_out)]
            result = server.infer(MODEL, [tensor], outputs=wanted, headers=dict(bearer), request_id="r1")
            told[f"triton http {name}"] = result.as_numpy(OUTPUT).tolist()
            told[f"triton http {name} id"] = result.get_response()["id"]
        tensor = client.InferInput(INPUT, list(rows.shape), "FP32")
        tensor.set_data_from_numpy(rows)
        result = server.infer(MODEL, [tensor], model_version="1", headers=dict(bearer))
        told["triton http by default"] = result.as_numpy(OUTPUT).tolist()
        result = server.async_infer(MODEL, [tensor], headers=dict(bearer)).get_result()
        told["triton http async"] = result.as_numpy(OUTPUT).tolist()
        for name, ask in [
            ("no key", lambda: server.infer(MODEL, [tensor])),
            ("no such model", lambda: server.infer("nothing", [tensor], headers=dict(bearer))),
            ("no such version", lambda: server.infer(MODEL, [tensor], model_version="99", headers=dict(bearer))),
        ]:
            try:
                ask()
                told[f"triton http {name}"] = "no error"
            except Exception as error:
                told[f"triton http {name}"] = f"{error.status()} {error.message()}"


def triton_grpc():
    import tritonclient.grpc as client
    with client.InferenceServerClient(GRPC) as server:
        told["triton grpc live"] = server.is_server_live(headers=dict(bearer))
        told["triton grpc ready"] = server.is_server_ready(headers=dict(bearer))
        told["triton grpc model ready"] = server.is_model_ready(MODEL, headers=dict(bearer))
        told["triton grpc server"] = server.get_server_metadata(headers=dict(bearer), as_json=True)
        told["triton grpc metadata"] = server.get_model_metadata(MODEL, headers=dict(bearer), as_json=True)
        tensor = client.InferInput(INPUT, list(rows.shape), "FP32")
        tensor.set_data_from_numpy(rows)
        result = server.infer(MODEL, [tensor], outputs=[client.InferRequestedOutput(OUTPUT)], headers=dict(bearer), request_id="r2")
        told["triton grpc"] = result.as_numpy(OUTPUT).tolist()
        told["triton grpc id"] = result.get_response().id
        try:
            server.infer("nothing", [tensor], headers=dict(bearer))
        except Exception as error:
            told["triton grpc no such model"] = f"{error.status()} {error.message()}"
        try:
            server.infer(MODEL, [tensor])
        except Exception as error:
            told["triton grpc no key"] = error.status()


async def kserve_rest():
    from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
    server = InferenceRESTClient(RESTConfig(protocol="v2"))
    told["kserve rest ready"] = await server.is_server_ready(HTTP)
    told["kserve rest live"] = await server.is_server_live(HTTP)
    told["kserve rest model ready"] = await server.is_model_ready(HTTP, MODEL, headers=dict(bearer))
    for binary in [True, False]:
        tensor = InferInput(INPUT, list(rows.shape), "FP32")
        tensor.set_data_from_numpy(rows, binary_data=binary)
        request = InferRequest(model_name=MODEL, infer_inputs=[tensor])
        answer = await server.infer(HTTP, request, model_name=MODEL, headers=dict(bearer))
        told[f"kserve rest binary {binary}"] = next(o for o in answer.outputs if o.name == OUTPUT).as_numpy().tolist()


async def kserve_grpc():
    from kserve import InferenceGRPCClient, InferInput, InferRequest
    server = InferenceGRPCClient(GRPC)
    headers = list(bearer.items())
    told["kserve grpc ready"] = await server.is_server_ready(headers=headers)
    for binary in [True, False]:
        tensor = InferInput(INPUT, list(rows.shape), "FP32")
        tensor.set_data_from_numpy(rows, binary_data=binary)
        answer = await server.infer(InferRequest(model_name=MODEL, infer_inputs=[tensor]), headers=headers)
        told[f"kserve grpc binary {binary}"] = next(o for o in answer.outputs if o.name == OUTPUT).as_numpy().tolist()


async def kserve():
    await kserve_rest()
    await kserve_grpc()


# In processes of their own: both bring the protocol's messages, under the same names.
if WHO == "triton":
    triton_http()
    triton_grpc()
else:
    asyncio.run(kserve())
print(json.dumps(told))
