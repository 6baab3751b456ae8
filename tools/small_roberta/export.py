"""A trained model as a Hugging Face checkpoint folder, and that folder read back as its users will read it."""
import json
import shutil

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from . import data, tokens


def config_of(shape):
    return {
        "architectures": ["RobertaForSequenceClassification"], "model_type": "roberta", "vocab_size": shape.vocab,
        "hidden_size": shape.hidden, "num_hidden_layers": shape.layers, "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.0, "max_position_embeddings": shape.positions, "type_vocab_size": 1,
        "layer_norm_eps": shape.eps, "initializer_range": 0.02, "position_embedding_type": "absolute",
        "bos_token_id": tokens.START, "pad_token_id": tokens.PAD, "eos_token_id": tokens.END,
        "id2label": {str(i): name for i, name in enumerate(data.LABELS)},
        "label2id": {name: i for i, name in enumerate(data.LABELS)},
        "problem_type": "single_label_classification", "torch_dtype": "float16",
    }


def write(model, bpe_folder, out):
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(json.dumps(config_of(model.shape), indent=2) + "\n", encoding="utf-8")
    tensors = {name: t.detach().to(torch.float16).contiguous() for name, t in model.state_dict().items()}
    save_file(tensors, str(out / "model.safetensors"), metadata={"format": "pt"})
    (out / "model.safetensors").chmod(0o644)
    for name in ("vocab.json", "merges.txt"):
        shutil.copyfile(bpe_folder / name, out / name)
    about = {"tokenizer_class": "RobertaTokenizer", "model_max_length": tokens.LONGEST, "add_prefix_space": False}
    (out / "tokenizer_config.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def read_back(folder, texts, batch=64):
    """Logits of transformers' own classes in fp32."""
    tokeniser = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModelForSequenceClassification.from_pretrained(str(folder), torch_dtype=torch.float32).eval()
    rows = [tokeniser(t, truncation=True)["input_ids"] for t in texts]
    logits = np.zeros((len(rows), 3), np.float32)
    order = np.argsort([len(r) for r in rows], kind="stable")
    for begin in range(0, len(order), batch):
        near = order[begin:begin + batch]
        inputs = tokeniser.pad({"input_ids": [rows[i] for i in near]}, return_tensors="pt")
        with torch.no_grad():
            logits[near] = model(**inputs).logits.numpy()
    return logits
