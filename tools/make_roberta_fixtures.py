#!/usr/bin/env python3
"""Makes tiny random RoBERTa and XLM-RoBERTa checkpoints with what PyTorch and transformers answer for them.

Writes one folder a checkpoint, as a Hugging Face hub has it, and expected.json: texts with their ids, and logits.
Usage: make_roberta_fixtures.py OUT          the fixtures of src/classify/roberta/fixtures
       make_roberta_fixtures.py --full OUT   one checkpoint of roberta-base's size
Needs torch, transformers, tokenizers, sentencepiece and safetensors.
"""
import argparse
import json
import pathlib
import shutil

import sentencepiece
import torch
import transformers
from tokenizers import ByteLevelBPETokenizer

CORPUS = [
    "The train was late again and nobody told us why.",
    "What a lovely flight, thank you to the whole crew!",
    "I waited two hours on the phone; they lost my bag.",
    "Il volo è in ritardo e nessuno risponde.",
    "Grazie, personale gentile e puntuale: tornerò presto!",
    "Der Zug war pünktlich. Très bien, merci beaucoup.",
]
TEXTS = CORPUS + [
    "", "ok", " two  spaces ", "@user http", "Caffè ☕ e 100% sconto!!! 😀😀", "naïve déjà-vu \u201cquoted\u201d",
    "a<pad>b </s> c", " ".join(CORPUS), "x" * 200,
]
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
LABELS = {0: "negative", 1: "neutral", 2: "positive"}
SMALL = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=40,
             max_position_embeddings=48, type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2,
             layer_norm_eps=1e-5, id2label=LABELS, label2id={name: i for i, name in LABELS.items()})
BASE = SMALL | dict(hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072,
                    max_position_embeddings=514)
VOCABULARY = 300


def train_byte_level(folder: pathlib.Path) -> int:
    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(CORPUS, vocab_size=VOCABULARY, min_frequency=2, special_tokens=SPECIAL,
                                  show_progress=False)
    tokenizer.save_model(str(folder))
    return tokenizer.get_vocab_size()


def train_sentencepiece(folder: pathlib.Path) -> int:
    """Returns the size of XLM-R's vocabulary: fairseq puts <pad> before the pieces and <mask> behind them."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS), model_prefix=str(folder / "sentencepiece.bpe"), vocab_size=79,
        normalization_rule_name="identity", character_coverage=1.0, minloglevel=2)
    (folder / "sentencepiece.bpe.vocab").unlink()
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))
    return model.get_piece_size() + 2


def randomise(model: torch.nn.Module, spread: float):
    """As large as trained weights or larger, so that attention is sharp and no bias is zero."""
    for name, tensor in model.named_parameters():
        noise = torch.randn(tensor.shape) * spread
        tensor.data = 1 + noise if name.endswith("LayerNorm.weight") else noise


def answers(model, tokenizer, vocabulary: int) -> dict:
    """What the reference makes of texts, and of random ids of every length up to the longest."""
    longest = model.config.max_position_embeddings - model.config.pad_token_id - 1
    lengths = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 25, 31, 33, longest - 1, longest}
    sequences = [torch.randint(4, vocabulary, (length,)).tolist() for length in sorted(lengths)]
    texts = [{"text": text, "ids": tokenizer(text, truncation=True, max_length=longest)["input_ids"]} for text in TEXTS]
    with torch.no_grad():
        def logits(ids):
            return [round(x, 7) for x in model(torch.tensor([ids])).logits[0].tolist()]
        return {"texts": [text | {"logits": logits(text["ids"])} for text in texts],
                "sequences": [{"ids": ids, "logits": logits(ids)} for ids in sequences]}


def make(folder: pathlib.Path, architecture: str, number_type: torch.dtype, safe: bool, shape: dict, spread: float,
         shard: str = "10GB"):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    torch.manual_seed(3)
    if architecture == "roberta":
        vocabulary = train_byte_level(folder)
        tokenizer = transformers.RobertaTokenizerFast.from_pretrained(str(folder))
        if shape is BASE:
            vocabulary = 50265
        model = transformers.RobertaForSequenceClassification(
            transformers.RobertaConfig(vocab_size=vocabulary, **shape))
    else:
        vocabulary = train_sentencepiece(folder)
        tokenizer = transformers.XLMRobertaTokenizer(str(folder / "sentencepiece.bpe.model"))
        model = transformers.XLMRobertaForSequenceClassification(
            transformers.XLMRobertaConfig(vocab_size=vocabulary, **shape))
    randomise(model, spread)
    model = model.to(number_type)
    model.save_pretrained(str(folder), safe_serialization=safe, max_shard_size=shard)
    expected = answers(model.float().eval(), tokenizer, vocabulary)
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="one checkpoint of roberta-base's size")
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(2)
    if args.full:
        make(args.out, "roberta", torch.float32, True, BASE, 0.04)
        return
    make(args.out / "roberta-float32", "roberta", torch.float32, True, SMALL, 0.4)
    make(args.out / "roberta-float16", "roberta", torch.float16, True, SMALL, 0.4)
    make(args.out / "roberta-bfloat16", "roberta", torch.bfloat16, True, SMALL, 0.4)
    make(args.out / "roberta-pickle", "roberta", torch.float32, False, SMALL, 0.4)
    make(args.out / "roberta-pickle-float16", "roberta", torch.float16, False, SMALL, 0.4)
    make(args.out / "roberta-shards", "roberta", torch.bfloat16, True, SMALL, 0.4, "40KB")
    make(args.out / "xlm-roberta-float32", "xlm-roberta", torch.float32, True, SMALL, 0.4)
    make(args.out / "xlm-roberta-pickle-bfloat16", "xlm-roberta", torch.bfloat16, False, SMALL, 0.4)


if __name__ == "__main__":
    main()
