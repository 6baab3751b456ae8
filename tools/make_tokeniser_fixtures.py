#!/usr/bin/env python3
"""Makes tests/fixtures/tokeniser: small tokenisers of our own, and what Hugging Face's `tokenizers` answers with them.

Needs PyPI `tokenizers` 0.23 and `sentencepiece` 0.2. Answers are kept as SHA-256 over the ids, so that no text of a public data
set is committed; those on public data need POLSO_DATA. Random texts come from a seed: src/text/tokens/golden_for_tests.h
draws the same ones.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install tokenizers==0.23.3 sentencepiece==0.2.3
    POLSO_DATA=… /tmp/venv/bin/python tools/make_tokeniser_fixtures.py
"""
import hashlib
import io
import json
import os
import pathlib
import re
import struct

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

OUT = pathlib.Path(__file__).resolve().parent.parent / "tests/fixtures/tokeniser"
TEXTS, BLOCK = 10_000, 500
LANGUAGES = ["arabic", "english", "french", "german", "hindi", "italian", "portuguese", "spanish"]
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]

ATOMS = [
    "'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'", "\u2019s", "'S",
    " ", " ", " ", " ", "  ", "   ", "\t", "\n", "\r\n", "\r", "\v", "\f", "\0", "\x1c", "\x1f", "\x85", "\u00a0", "\u1680",
    "\u2002", "\u2009", "\u200a", "\u200b", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\u180e", "\ufeff", "\u2060",
    "a", "Z", "hello", "world", "company", "great", "ba", "lo", "ri", "\u00df", "\u00e9", "e\u0301", "\u00f1o", "\u0130", "\u01c5",
    "\u0301", "\u0308\u0301", "\u0903", "\u0941", "\u0e01\u0e33", "\u0915\u094d\u0937", "\u1100\u1161\u11a8", "\uac01", "\u0600\u0661",
    "\u1ad0", "\u0897", "\u00bd", "\u00aa", "\u00bd\u0301", "\uff21\u0301", "\uff1cs\uff1e", "\ufb01", "\ufefb", "\ufdfa", "\u2581", "\u2581\u2581",
    "9", "12", "2026", "\u0663", "\u0967", "\u2167", "\u00b2", "\u3007", "\u4e09", "\U00010d40", "\U00016d70", "\U0001d7d8",
    "!", "...", "#", "@user", "http", "&amp;", "\u2026", "\u00ac", "\u00ad", "\u20ac", "\u05d0\u05d1", "\u0627\u0644", "\u5b57\u6f22", "\u30ab\u3099", "\U0002ebf0",
    "\U0001f600", "\U0001f469\u200d\U0001f4bb", "\U0001f1ee\U0001f1f9", "\U0001f44d\U0001f3fd", "\u2764\ufe0f", "1\ufe0f\u20e3", "\U000e0001", "\U0010ffff", "\ufffd", "\ufffe",
    "<s>", "</s>", "<mask>", " <mask>", "  <mask> ", "<pad>", "<unk>", "<", "mask>", "<s", "</s", "[NEW]", " [NEW]  ", "hell",
]


class Random:
    """base/random.h"""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) % 2**64
            z = seed
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
            self.state.append(z ^ (z >> 31))

    def next(self):
        def rotate(x, k):
            return ((x << k) | (x >> (64 - k))) % 2**64

        s = self.state
        result = rotate(s[1] * 5 % 2**64, 7) * 9 % 2**64
        shifted = (s[1] << 17) % 2**64
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 45)
        return result

    def below(self, bound):
        return (self.next() * bound) >> 64


def random_texts():
    random = Random(31)
    texts = []
    for _ in range(TEXTS):
        text = b""
        for _ in range(random.below(24)):
            kind = random.below(16)
            if kind < 3:
                code = random.below(0x110000)
                text += chr(0x20 if 0xD800 <= code < 0xE000 else code).encode()
            elif kind == 3:
                text += chr(random.below(0x3000)).encode()
            elif kind == 4 and random.below(4) == 0:
                text += bytes([random.below(256)])
            else:
                text += ATOMS[random.below(len(ATOMS))].encode()
        texts.append(text)
    return texts


def decoded(texts):
    return [text.decode("utf-8", "replace") for text in texts]


def invented_text(lines):
    """Words of syllables, with accents, marks and emoji, in lines."""
    parts = ["ba", "lo", "ri", "t\u00f9", "n\u00e9", "ska", "mo", "zi", "hell", "o", "wor", "ld", "com", "pany", "great", "\u00df", "x", "un", "ing", "'s",
             "\u0430\u043b", "\u043e\u043a", "\u0627\u0644", "\u0647\u0630\u0627", "\u0928\u092e", "\u0938\u094d\u0924\u0947", "\u5b57", "\u6f22", "\U0001f600", "\U0001f44d", "12", "7", "!", ".", "?", "#"]
    random = Random(7)
    text = []
    for _ in range(lines):
        words = ["".join(parts[min(random.below(len(parts)), random.below(len(parts)))] for _ in range(1 + random.below(4)))
                 for _ in range(3 + random.below(12))]
        text.append(" ".join(words))
    return text


def specials(mask_normalized=False):
    tokens = [AddedToken(t, special=True, normalized=False) for t in SPECIALS[:4]]
    return tokens + [AddedToken("<mask>", special=True, lstrip=True, normalized=mask_normalized)]


def roberta(vocab, merges):
    tokenizer = Tokenizer(models.BPE.from_file(str(vocab), str(merges)))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), True, False)
    tokenizer.add_special_tokens(specials())
    return tokenizer


def make_bpe():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=SPECIALS, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(invented_text(3000), trainer)
    tokenizer.model.save(str(OUT))
    vocab = json.loads((OUT / "vocab.json").read_text("utf-8"))
    (OUT / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, separators=(",\n", ":")) + "\n", "utf-8")


def make_bpe_json():
    """The same tokens with everything else: a space in front, a template, tokens that strip, merges left out."""
    tokenizer = roberta(OUT / "vocab.json", OUT / "merges.txt")
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.add_tokens([AddedToken("[NEW]", rstrip=True, normalized=True), AddedToken("hell", lstrip=True, rstrip=True)])
    template = processors.TemplateProcessing(single="<s> <s> $A </s>", pair="<s> $A </s> $B",
                                             special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.post_processor = processors.Sequence([processors.ByteLevel(), template])
    file = json.loads(tokenizer.to_str())
    file["model"]["ignore_merges"] = True
    for byte in "Āł!":
        merges = [m for m in file["model"]["merges"] if byte not in "".join(m)]
        file["model"]["merges"] = merges
        del file["model"]["vocab"][byte]
    file["model"]["vocab"] = {token: id for id, token in enumerate(file["model"]["vocab"])}
    for token in file["added_tokens"]:
        token["id"] = file["model"]["vocab"].get(token["content"], token["id"] - 3)
    file["model"]["unk_token"] = "<unk>"
    file["model"]["fuse_unk"] = True
    (OUT / "bpe.json").write_text(json.dumps(file, ensure_ascii=False, indent=0) + "\n", "utf-8")


def fields(message):
    """Of a protocol buffer: number and value, the bytes of those with a length."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        else:
            length = {1: 8, 5: 4}.get(tag & 7) or varint()
            yield tag >> 3, message[at:at + length]
            at += length


def train_unigram(vocab_size, **options):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(invented_text(3000)), model_writer=model, vocab_size=vocab_size, model_type="unigram",
        num_threads=1, minloglevel=2, **options)
    return model.getvalue()


def charsmap_of(model):
    normalizer = [value for number, value in fields(model) if number == 3][0]
    return [value for number, value in fields(normalizer) if number == 2][0]


def unigram(model):
    """As transformers 5 reads a sentencepiece model of XLM-RoBERTa."""
    pieces = [dict(fields(value)) for number, value in fields(model) if number == 1]
    scored = [(piece[1].decode(), struct.unpack("<f", piece[2])[0]) for piece in pieces[3:]]
    vocab = [(t, 0.0) for t in SPECIALS[:4]] + scored + [("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(vocab, 3, False))
    tokenizer.normalizer = normalizers.Precompiled(charsmap_of(model))
    metaspace = pre_tokenizers.Metaspace("\u2581", "always")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), metaspace])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
                                                             special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.add_special_tokens(specials())
    return tokenizer


def make_unigrams():
    (OUT / "sentencepiece.bpe.model").write_bytes(train_unigram(400, normalization_rule_name="nmt_nfkc"))
    rules = OUT / "rules.tsv"
    rules.write_text("41\t61\n5A\t7A\nBD\t31 2F 32\n9\t20\n1FF\t\nFF21\t61\nFF21 301\tC1\n1F600\t3A 29\n")
    small = train_unigram(300, normalization_rule_tsv=str(rules))
    rules.unlink()
    tokenizer = unigram(small)
    tokenizer.save(str(OUT / "unigram_5.json"))
    precompiled = tokenizer.normalizer
    tokenizer.add_special_tokens([AddedToken("[NEW]", normalized=True, lstrip=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("\u2581", "always")
    tokenizer.normalizer = normalizers.Sequence([precompiled, normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.save(str(OUT / "unigram_3.json"))
    tokenizer.normalizer = normalizers.Sequence([precompiled, normalizers.Strip(left=False, right=True),
                                                 normalizers.Replace(Regex(" {2,}"), "\u2581")])
    tokenizer.save(str(OUT / "unigram_4.json"))


def sha256(tokenizer, texts):
    hashed = hashlib.sha256()
    for encoding in tokenizer.encode_batch(texts):
        hashed.update((" ".join(map(str, encoding.ids)) + "\n").encode())
    return hashed.hexdigest()


def tweeteval(text):
    """The normaliser of that name."""
    return re.sub(r"[^ \n\r\0]+", lambda m: "@user" if m[0][0] == "@" and m[0] != "@" else
                  "http" if m[0].startswith("http") else m[0], text).translate({10: 32, 13: 32, 0: 32})


def lines_of(path):
    lines = path.read_bytes().split(b"\n")
    return decoded(lines[:-1] if lines[-1] == b"" else lines)


def golden_of_random(tokenizers):
    texts = decoded(random_texts())
    for name, tokenizer in tokenizers.items():
        for begin in range(0, TEXTS, BLOCK):
            yield name, "none", f"random/{begin}", BLOCK, sha256(tokenizer, texts[begin:begin + BLOCK])


def golden_of_public(data, tokenizers):
    files = [f"tweeteval/sentiment/{part}_text.txt" for part in ("train", "val", "test")]
    files += [f"umsab/{language}/{part}_text.txt" for language in LANGUAGES for part in ("train", "val", "test")]
    for file in files:
        lines = lines_of(data / file)
        for normaliser, texts in (("none", lines), ("tweeteval", [tweeteval(line) for line in lines])):
            for name, tokenizer in tokenizers.items():
                yield name, normaliser, file, len(texts), sha256(tokenizer, texts)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "atoms.json").write_text(json.dumps(ATOMS, indent=0) + "\n", "utf-8")
    make_bpe()
    make_bpe_json()
    make_unigrams()
    own = {name: Tokenizer.from_file(str(OUT / f"{name}.json")) for name in ("bpe", "unigram_3", "unigram_4", "unigram_5")}
    own["vocab"] = roberta(OUT / "vocab.json", OUT / "merges.txt")
    own["vocab_16"] = roberta(OUT / "vocab.json", OUT / "merges.txt")
    own["vocab_16"].enable_truncation(16)
    own["sentencepiece"] = unigram((OUT / "sentencepiece.bpe.model").read_bytes())
    data = pathlib.Path(os.environ["POLSO_DATA"].split(":")[0])
    full = {"roberta": roberta(data / "roberta_bpe/vocab.json", data / "roberta_bpe/merges.txt")}
    golden = [*golden_of_random(own | full), *golden_of_public(data, full | {"sentencepiece": own["sentencepiece"]})]
    rows = ["\t".join(map(str, row)) for row in golden]
    (OUT / "golden.tsv").write_text("tokeniser\tnormaliser\ttexts\tcount\tsha256\n" + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
