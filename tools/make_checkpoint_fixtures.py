#!/usr/bin/env python3
"""Writes src/classify/weights/fixtures/: small checkpoints of every weight type and file format, for the unit tests.

Needs PyTorch 1.13 or later and safetensors (PyPI). Usage: tools/make_checkpoint_fixtures.py [FOLDER]
A tensor 'x' has a twin 'x.float32' that PyTorch converted: the tests compare the two.
"""
import argparse
import collections
import io
import json
import os
import pathlib
import pickle
import zipfile

import safetensors.torch
import torch

HERE = pathlib.Path(__file__).resolve().parent.parent
TYPES = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16, "fp64": torch.float64}
SPECIAL = [0.0, -0.0, 1.0, -1.0, 65504.0, -65504.0, 6e-8, -6e-8, 6.1e-5, 3.0e-5, 1 / 3, 1e-30, 3e38,
           float("inf"), float("-inf"), float("nan")]


def plain(dtype):
    weight = ((torch.arange(12) * 7 % 31 - 15) / 4).reshape(3, 4).to(dtype)
    tensors = {"weight": weight, "special": torch.tensor(SPECIAL, dtype=torch.float64).to(dtype),
               "scalar": torch.tensor(2.5, dtype=dtype), "empty": torch.zeros(0, 5, dtype=dtype)}
    return tensors | {"position_ids": torch.arange(4).reshape(1, 4), "flag": torch.tensor([True, False])}


def strided(weight):
    """Tensors that share the storage of `weight`, and others whose elements do not lie in order."""
    cube = (torch.arange(24) % 16 - 8).reshape(2, 3, 4).to(weight.dtype)
    return {"transposed": weight.t(), "column": weight[:, 1], "last_rows": weight[1:], "every_second": weight[:, ::2],
            "turned": cube.permute(2, 0, 1), "parameter": torch.nn.Parameter(weight.clone())}


def with_twins(tensors):
    twins = {f"{name}.float32": t.detach().float().contiguous() for name, t in tensors.items() if t.is_floating_point()}
    return collections.OrderedDict(tensors | twins)


def save_safetensors(tensors, path):
    safetensors.torch.save_file({name: t.clone() for name, t in tensors.items()}, path, metadata={"format": "pt"})


def make(folder, name):
    path = folder / name
    path.mkdir(parents=True, exist_ok=True)
    return path


class Storage:
    def __init__(self, key, kind, data, count):
        self.key, self.kind, self.data, self.count = key, kind, data, count


class TypedTensor:
    """A tensor as PyTorch 2 writes those whose storage has no type of its own."""

    def __init__(self, storage, shape, stride, dtype):
        self.arguments = (storage, 0, shape, stride, False, collections.OrderedDict(), dtype)

    def __reduce__(self):
        return torch._utils._rebuild_tensor_v3, self.arguments


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        return ("storage", obj.kind, obj.key, "cpu", obj.count) if isinstance(obj, Storage) else None


def save_archive(path, value, storages, byte_order="little"):
    data = io.BytesIO()
    Pickler(data, protocol=2).dump(value)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        def put(name, content):
            archive.writestr(zipfile.ZipInfo(f"archive/{name}", (1980, 1, 1, 0, 0, 0)), content)
        put("data.pkl", data.getvalue())
        put(".format_version", "1")
        put("byteorder", byte_order)
        for storage in storages:
            put(f"data/{storage.key}", storage.data)
        put("version", "3\n")
        put(".data/serialization_id", "0" * 40)


def save_torch_2(path, byte_order):
    def _rebuild_tensor_v3(*_):
        raise NotImplementedError
    _rebuild_tensor_v3.__module__ = "torch._utils"
    _rebuild_tensor_v3.__qualname__ = "_rebuild_tensor_v3"
    torch._utils._rebuild_tensor_v3 = _rebuild_tensor_v3
    weight = plain(torch.float16)["weight"]
    half = Storage("0", torch.UntypedStorage, weight.numpy().tobytes(), weight.numel() * 2)
    whole = Storage("1", torch.UntypedStorage, weight.float().numpy().tobytes(), weight.numel() * 4)
    state = collections.OrderedDict(
        weight=TypedTensor(half, tuple(weight.shape), tuple(weight.stride()), torch.float16))
    state["weight.float32"] = TypedTensor(whole, tuple(weight.shape), tuple(weight.stride()), torch.float32)
    save_archive(path, state, [half, whole], byte_order)


class Harm:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


def save_shards(folder, file, save):
    stem, suffix = file.rsplit(".", 1)
    tensors = with_twins(plain(torch.float32))
    shards = [f"{stem}-0000{i + 1}-of-00002.{suffix}" for i in range(2)]
    place = {name: shards[i % 2] for i, name in enumerate(tensors)}
    for shard in shards:
        save({name: t for name, t in tensors.items() if place[name] == shard}, folder / shard)
    index = {"metadata": {"total_size": sum(t.numel() * t.element_size() for t in tensors.values())},
             "weight_map": place}
    (folder / f"{file}.index.json").write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=HERE / "src/classify/weights/fixtures")
    root = parser.parse_args().folder
    for name, dtype in TYPES.items():
        save_safetensors(with_twins(plain(dtype)), make(root, f"safetensors_{name}") / "model.safetensors")
        tensors = plain(dtype)
        torch.save(with_twins(tensors | strided(tensors["weight"])), make(root, f"torch_{name}") / "pytorch_model.bin")
    save_shards(make(root, "safetensors_shards"), "model.safetensors", save_safetensors)
    save_shards(make(root, "torch_shards"), "pytorch_model.bin", torch.save)
    module = torch.nn.Linear(3, 2)
    torch.nn.init.constant_(module.weight, 0.5)
    torch.nn.init.constant_(module.bias, -1)
    torch.save(module.state_dict(), make(root, "torch_module") / "pytorch_model.bin")  # has _metadata
    torch.save(with_twins(strided(plain(torch.float32)["weight"])), make(root, "torch_protocol4") / "pytorch_model.bin",
               pickle_protocol=4)
    save_torch_2(make(root, "torch_2") / "pytorch_model.bin", "little")
    save_torch_2(make(root, "torch_big_endian") / "pytorch_model.bin", "big")
    torch.save(with_twins(plain(torch.float32)), make(root, "torch_old") / "pytorch_model.bin",
               _use_new_zipfile_serialization=False)
    torch.save(module, make(root, "torch_whole_model") / "pytorch_model.bin")
    torch.save({"weight": torch.ones(2), "harm": Harm()}, make(root, "torch_harm") / "pytorch_model.bin")


if __name__ == "__main__":
    main()
