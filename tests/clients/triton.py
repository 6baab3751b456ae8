"""tritonclient over HTTP: triton.py HOST:PORT MODEL."""
import json
import sys

import numpy
import tritonclient.http as triton

address, model = sys.argv[1:]
texts = json.load(sys.stdin)
client = triton.InferenceServerClient(address, connection_timeout=30, network_timeout=30)


def infer(binary_in, binary_out, version=""):
    tensor = triton.InferInput("text", [len(texts)], "BYTES")
    tensor.set_data_from_numpy(numpy.array([text.encode() for text in texts], dtype=object), binary_data=binary_in)
    outputs = [triton.InferRequestedOutput(name, binary_data=binary_out) for name in ("label", "scores")]
    result = client.infer(model, [tensor], outputs=outputs, request_id="7", model_version=version)
    labels = [label.decode() if isinstance(label, bytes) else label for label in result.as_numpy("label").tolist()]
    return {"id": result.get_response()["id"], "labels": labels, "scores": result.as_numpy("scores").tolist()}


def refusal(name):
    try:
        client.get_model_metadata(name)
    except triton.InferenceServerException as error:
        return {"status": error.status(), "words": error.message()}
    return None


metadata = client.get_model_metadata(model)
print(json.dumps({
    "live": client.is_server_live(),
    "ready": client.is_server_ready(),
    "server": client.get_server_metadata(),
    "model_ready": client.is_model_ready(model),
    "version_ready": client.is_model_ready(model, metadata["versions"][0]),
    "other_ready": client.is_model_ready("another-model"),
    "metadata": metadata,
    "refusal": refusal("another-model"),
    "infer": {f"{'binary' if i else 'json'} in, {'binary' if o else 'json'} out": infer(i, o)
              for i in (False, True) for o in (False, True)},
    "infer_version": infer(True, True, metadata["versions"][0]),
}))
