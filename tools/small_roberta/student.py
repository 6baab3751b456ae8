"""The network that is shipped, cut out of the teacher: some of its layers, the busiest of their inner neurons, and its
words as word pieces of the teacher would spell them."""
import torch

from . import tokens
from .model import Shape, SmallRoberta


@torch.no_grad()
def busiest(layer, inner):
    """The inner neurons whose weights going in and out are the largest, in their old order."""
    size = layer.intermediate["dense"].weight.norm(dim=1) * layer.output.dense.weight.norm(dim=0)
    return size.topk(inner).indices.sort().values


@torch.no_grad()
def narrowed(layer, inner):
    keep = busiest(layer, inner)
    state = dict(layer.state_dict())
    for name in ("intermediate.dense.weight", "intermediate.dense.bias"):
        state[name] = state[name][keep]
    state["output.dense.weight"] = state["output.dense.weight"][:, keep]
    return state


@torch.no_grad()
def cut_out(teacher, layers, inner, bpe, vocabulary, pieces):
    old = teacher.shape
    net = SmallRoberta(Shape(vocabulary, old.hidden, len(layers), old.heads, inner, eps=old.eps))
    words = teacher.roberta["embeddings"].word_embeddings.weight
    state = {name: t for name, t in teacher.state_dict().items() if "encoder.layer" not in name}
    state["roberta.embeddings.word_embeddings.weight"] = tokens.first_embeddings(bpe, vocabulary, pieces, words)
    for new, number in enumerate(layers):
        layer = narrowed(teacher.roberta["encoder"].layer[number], inner)
        state |= {f"roberta.encoder.layer.{new}.{name}": t for name, t in layer.items()}
    net.load_state_dict(state)
    return net
