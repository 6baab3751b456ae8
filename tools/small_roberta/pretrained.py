"""A public sentence encoder, read from its ONNX file: where the teacher starts from, and through it the student. A BERT is
a RoBERTa whose positions are counted from 0 and not from 2, so that one network serves for all."""
import hashlib
import zipfile

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from . import tokens
from .model import Shape, SmallRoberta

NAME = "all-minilm-l6-v2"
SHA256 = "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e"
SHAPE = dict(hidden=384, heads=12, inner=1536, eps=1e-12)
BEFORE = 2  # rows of RoBERTa's table of positions that no token has


def read(jar):
    """The bytes of the network, which must be those that the figures were made with, and of tokenizer.json."""
    with zipfile.ZipFile(jar) as files:
        graph, tokeniser = (files.read(NAME + end) for end in (".onnx", "-tokenizer.json"))
    if hashlib.sha256(graph).hexdigest() != SHA256:
        raise ValueError(f"{jar}: {NAME}.onnx is another version than the one known here")
    return graph, tokeniser.decode()


def tokeniser_of(text):
    tokeniser = Tokenizer.from_str(text)
    tokeniser.no_padding()
    tokeniser.enable_truncation(tokens.LONGEST)
    return tokeniser


def tensors_of(graph):
    """name > tensor as PyTorch names them; a MatMul's anonymous matrix takes the name of its node, and is turned."""
    stored = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    named = {name: t for name, t in stored.items() if not name.startswith("onnx::")}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            module = node.name.removeprefix("/").removesuffix("/MatMul").replace("/", ".")
            named[module + ".weight"] = stored[node.input[1]].T.contiguous()
    return named


def network(graph_bytes):
    tensors = tensors_of(onnx.load_from_string(graph_bytes).graph)
    table = tensors["embeddings.position_embeddings.weight"][:tokens.LONGEST]
    tensors["embeddings.position_embeddings.weight"] = torch.cat([torch.zeros(BEFORE, table.shape[1]), table])
    types = "embeddings.token_type_embeddings.weight"
    tensors[types] = tensors[types][:1]
    layers = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
    words = len(tensors["embeddings.word_embeddings.weight"])
    net = SmallRoberta(Shape(words, layers=layers, **SHAPE))
    head = {name: t for name, t in net.state_dict().items() if not name.startswith("roberta.")}
    net.load_state_dict({**head, **{"roberta." + name: t for name, t in tensors.items() if "position_ids" not in name}})
    return net


@torch.no_grad()
def difference(net, graph_bytes, tokeniser, texts):
    """The largest difference between our hidden states and those of ONNX Runtime."""
    session = onnxruntime.InferenceSession(graph_bytes, providers=["CPUExecutionProvider"])
    worst = 0.0
    for text in texts:
        ids = np.array([tokeniser.encode(text).ids], np.int64)
        theirs = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids),
                                    "token_type_ids": np.zeros_like(ids)})[0]
        ours = net.eval().hidden(torch.from_numpy(ids), first_only=False).numpy()
        worst = max(worst, float(np.abs(ours - theirs).max()))
    return worst


def load(jar):
    graph, tokeniser = read(jar)
    net, tokeniser = network(graph), tokeniser_of(tokeniser)
    apart = difference(net, graph, tokeniser, ["The flight is late again.", "thanks, great service @user :) " * 12])
    if apart > 1e-4:
        raise ValueError(f"hidden states differ from ONNX Runtime's by {apart}")
    return net, tokeniser
