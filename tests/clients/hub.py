"""huggingface_hub's InferenceClient: hub.py URL MODEL. HF_INFERENCE_ENDPOINT must be URL too: what a bare model name
is looked for under."""
import json
import sys

from huggingface_hub import InferenceClient

url, model = sys.argv[1:]
texts = json.load(sys.stdin)


def answers(client, **options):
    return [{one.label: one.score for one in client.text_classification(text, **options)} for text in texts]


def refusal(wanted):
    try:
        InferenceClient(model=wanted, timeout=30).text_classification("hello")
    except Exception as error:  # noqa: BLE001: its kind and words are what is asked for
        return {"status": error.response.status_code, "words": str(error)}
    return None


print(json.dumps({
    "base": answers(InferenceClient(model=url, timeout=30)),
    "models": answers(InferenceClient(model=f"{url}/models/{model}", timeout=30)),
    "organisation": answers(InferenceClient(timeout=30), model=f"acme/{model}"),
    "refusal": refusal("acme/another-model"),
}))
