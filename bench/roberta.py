#!/usr/bin/env python3
"""Times Polso's RoBERTa encoder against ONNX Runtime and PyTorch: roberta-base's shapes, random weights, real lengths.

The sequences are the test posts of TweetEval (POLSO_DATA), tokenised beforehand, so that only inference is timed. Others
run as their users run them: batches of 32, padded to the longest, as the posts come, and once more sorted by length over
a window. Each cycle runs every engine on the same posts, one after the other; medians over cycles, and of the ratios
within a cycle, are printed. Where others use the machine too, --cpu-time counts seconds of CPU instead, which makes
sense with --threads 1 only. Needs torch, transformers, onnx, onnxruntime. Usage: roberta.py [--cycles N] [--posts N]
[--threads N] [--cpu-time] [--only NAME…] [--work FOLDER] [--polso build/bench/bench/roberta]
"""
import argparse
import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import time

import numpy
import onnxruntime
import torch
import transformers

ROOT = pathlib.Path(__file__).resolve().parent.parent
BATCH = 32
PAD = 1


def data_folder(name: str) -> pathlib.Path:
    for folder in os.environ.get("POLSO_DATA", "").split(":"):
        if (path := pathlib.Path(folder) / name).is_dir():
            return path
    sys.exit(f"roberta.py: POLSO_DATA names no folder with {name}")


def tokenise(work: pathlib.Path):
    """The ids of all test posts, in a random order that is always the same; also written for the C++ program."""
    vocabulary = data_folder("roberta_bpe")
    tokenizer = transformers.RobertaTokenizerFast(str(vocabulary / "vocab.json"), str(vocabulary / "merges.txt"))
    text = (data_folder("tweeteval/sentiment") / "test_text.txt").read_text(encoding="utf-8")
    posts = tokenizer(text.rstrip("\n").split("\n"), truncation=True, max_length=512)["input_ids"]
    random.Random(5).shuffle(posts)
    (work / "ids.txt").write_text("".join(" ".join(map(str, post)) + "\n" for post in posts))
    return posts


def make_model(work: pathlib.Path):
    folder = work / "model"
    config = transformers.RobertaConfig(
        vocab_size=50265, max_position_embeddings=514, type_vocab_size=1, layer_norm_eps=1e-5, num_labels=3,
        id2label={0: "negative", 1: "neutral", 2: "positive"}, label2id={"negative": 0, "neutral": 1, "positive": 2})
    torch.manual_seed(1)
    model = transformers.RobertaForSequenceClassification(config).eval()
    if not (folder / "model.safetensors").is_file():
        model.save_pretrained(str(folder))
    return model, folder


def export(model, work: pathlib.Path) -> dict:
    """The ONNX files: fp32, and dynamically quantised per channel and per tensor."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    files = {name: work / f"{name}.onnx" for name in ("fp32", "int8-channel", "int8-tensor")}
    if not files["fp32"].is_file():
        example = torch.ones((2, 8), dtype=torch.int64)
        axes = {0: "batch", 1: "length"}
        torch.onnx.export(model, (example, example), str(files["fp32"]), input_names=["input_ids", "attention_mask"],
                          output_names=["logits"], opset_version=14, do_constant_folding=True,
                          dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "batch"}})
    for name, per_channel in (("int8-channel", True), ("int8-tensor", False)):
        if not files[name].is_file():
            quantize_dynamic(str(files["fp32"]), str(files[name]), per_channel=per_channel, weight_type=QuantType.QInt8)
    return files


def batches(posts, at_once: int):
    for i in range(0, len(posts), at_once):
        part = posts[i:i + at_once]
        longest = max(map(len, part))
        ids = numpy.full((len(part), longest), PAD, dtype=numpy.int64)
        for row, post in zip(ids, part):
            row[:len(post)] = post
        yield ids, (ids != PAD).astype(numpy.int64)


class Polso:
    def __init__(self, program, folder, work, precision, threads, cpu_time):
        self.cpu_time = cpu_time
        self.process = subprocess.Popen([program, folder, work / "ids.txt", precision, str(threads)], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.work(0, BATCH)

    def ask(self, command: str) -> float:
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def cpu_seconds(self) -> float:
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def seconds(self, command: str) -> float:
        begin = self.cpu_seconds()
        took = self.ask(command)
        return self.cpu_seconds() - begin if self.cpu_time else took

    def work(self, first: int, count: int, sort=False) -> float:  # sorts by itself, always
        return self.seconds(f"batch {first} {count}")

    def alone(self, first: int, count: int) -> float:
        return self.seconds(f"each {first} {count}")


class Padded:
    """An engine that is given a matrix of ids and a mask."""

    def __init__(self, posts, run, clock):
        self.posts, self.run, self.clock = posts, run, clock
        self.work(0, BATCH)

    def time(self, posts, at_once: int) -> float:
        begin = self.clock()
        for ids, mask in batches(posts, at_once):
            self.run(ids, mask)
        return self.clock() - begin

    def work(self, first: int, count: int, sort=False) -> float:
        posts = self.posts[first:first + count]
        return self.time(sorted(posts, key=len, reverse=True) if sort else posts, BATCH)

    def alone(self, first: int, count: int) -> float:
        return self.time(self.posts[first:first + count], 1)


def onnx_engine(posts, file, threads: int, clock):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return Padded(posts, lambda ids, mask: session.run(None, {"input_ids": ids, "attention_mask": mask}), clock)


def torch_engine(posts, model, threads: int, clock):
    torch.set_num_threads(threads)

    def run(ids, mask):
        with torch.inference_mode():
            model(torch.from_numpy(ids), torch.from_numpy(mask))
    return Padded(posts, run, clock)


def operations(posts) -> float:
    """Of roberta-base's products for these posts; a multiply-add counts as two. As Polso runs them, that is without
    the last layer's rows that nobody reads."""
    hidden, between, layers = 768, 3072, 12
    tokens, squares = sum(map(len, posts)), sum(len(post) ** 2 for post in posts)
    rest = 2 * (hidden * hidden + 2 * hidden * between)
    return (layers * tokens * 6 * hidden * hidden + (layers - 1) * (tokens * rest + squares * 4 * hidden)
            + len(posts) * rest + tokens * 4 * hidden)


def cycle(engines, posts, number: int, count: int, sort: bool) -> dict:
    first = number * count % (len(posts) - count)
    names = list(engines)
    random.Random(number).shuffle(names)
    return {name: engines[name].work(first, count, sort) for name in names}


def median_ratio(times, ours: str, theirs: str) -> float:
    return statistics.median(row[theirs] / row[ours] for row in times if theirs in row)


def show(title: str, times, count: int):
    print(f"\n{title}: posts/s (median of {len(times)} cycles), then how many times as fast Polso is")
    for name in times[0]:
        rate = count / statistics.median(row[name] for row in times)
        ratios = [f"{ours} {median_ratio(times, ours, name):.2f}" for ours in times[0] if ours.startswith("polso")]
        print(f"  {name:22s} {rate:8.1f}    {'    '.join(ratios)}", flush=True)


def measure(engines, posts, args):
    plain = [cycle(engines, posts, i, args.posts, False) for i in range(args.cycles)]
    show("as the posts come", plain, args.posts)
    show(f"sorted over {args.window}", [cycle(engines, posts, i, args.window, True) for i in range(args.cycles)],
         args.window)
    alone = [{name: engine.alone(i * 8, 8) for name, engine in engines.items()} for i in range(args.cycles)]
    show("one post alone", alone, 8)
    if "polso fp32" in engines:
        rates = [operations(posts[i * args.posts:(i + 1) * args.posts]) / row["polso fp32"] / 1e9
                 for i, row in enumerate(plain) if (i + 1) * args.posts < len(posts)]
        peak = engines["polso fp32"].ask("peak")
        print(f"\nfloat32 peak {peak:.0f} GFLOP/s on {args.threads} threads; polso fp32 reaches "
              f"{100 * statistics.median(rates) / peak:.0f} %")
    for name, engine in engines.items():
        if isinstance(engine, Polso):
            print(f"peak memory of {name}: {engine.ask('memory'):.0f} MB")
    print(f"peak memory of this process, all others in it: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=7)
    parser.add_argument("--posts", type=int, default=128, help="posts a cycle, as they come")
    parser.add_argument("--window", type=int, default=256, help="posts sorted together")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cpu-time", action="store_true", help="count seconds of CPU, not of the clock on the wall")
    parser.add_argument("--only", nargs="*", help="names of engines")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "bench-roberta")
    parser.add_argument("--polso", type=pathlib.Path, default=ROOT / "build" / "bench" / "bench" / "roberta")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    posts = tokenise(args.work)
    model, folder = make_model(args.work)
    files = export(model, args.work)
    clock = time.process_time if args.cpu_time else time.perf_counter
    makers = {"polso fp32": lambda: Polso(args.polso, folder, args.work, "fp32", args.threads, args.cpu_time),
              "polso int8": lambda: Polso(args.polso, folder, args.work, "int8", args.threads, args.cpu_time),
              "pytorch fp32": lambda: torch_engine(posts, model, args.threads, clock)}
    for kind, file in files.items():
        makers[f"onnxruntime {kind}"] = lambda file=file: onnx_engine(posts, file, args.threads, clock)
    engines = {name: make() for name, make in makers.items() if not args.only or name in args.only}
    print(f"onnxruntime {onnxruntime.__version__}, torch {torch.__version__}, {args.threads} threads, batches of {BATCH}")
    measure(engines, posts, args)


if __name__ == "__main__":
    main()
