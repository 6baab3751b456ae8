"""The public posts that the small checkpoint learns from: read as their sources lay them out, normalised as Polso's
normaliser `tweeteval` does, and held clear of every validation and test text."""
import collections
import csv
import gzip
import html
import io
import random
import re
import unicodedata

LABELS = ("negative", "neutral", "positive")
WHITE = re.compile("[ \n\r\0]")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
NAME_OR_LINK = re.compile(r"@\w+|\w*https?:?\S*|www\.\S+")

RECENT = "2015-11"  # TweetEval's posts from this month on are what choices are made on

ENOUGH = {"twitter_entity": 33000, "sentiment140": 50000}  # posts of a set, drawn at random, of which there are more

# One stretch of labelled or unlabelled posts. kind: how the labels are to be read (losses.py); label -1: none.
Part = collections.namedtuple("Part", "name kind texts labels")


def normalised(text):
    """Polso's src/text/tweeteval.cpp."""
    def token(t):
        return "@user" if len(t) > 1 and t[0] == "@" else "http" if t.startswith("http") else t
    return " ".join(token(t) for t in WHITE.split(text))


def unescaped(text):
    """The literal \\u2019 and &amp; that exports leave behind, as characters."""
    text = ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return html.unescape(html.unescape(text))


def readable(text):
    """A normalised post as an encoder of plain English should see it: without escapes, and pictures by their names."""
    def named(c):
        picture = c > "\u2190" and unicodedata.category(c) == "So"
        return f" {unicodedata.name(c, '').lower()} " if picture else c
    return "".join(map(named, unescaped(text)))


def key(text):
    """What two copies of a post have in common: letters and digits, without case, names and links."""
    return "".join(c for c in NAME_OR_LINK.sub("", unescaped(text).lower()) if c.isalnum())


def lines(path):
    return path.read_text(encoding="utf-8", errors="replace").rstrip("\n").split("\n")


def folder(path, split):
    return lines(path / f"{split}_text.txt"), [int(x) for x in lines(path / f"{split}_labels.txt")]


def table(path, delimiter):
    opened = gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")
    text = io.TextIOWrapper(opened, encoding="utf-8", errors="replace", newline="")
    quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
    with text:
        yield from csv.reader(text, delimiter=delimiter, quoting=quoting)


def gold(root, recent):
    """TweetEval's train, the posts of before RECENT or those from it on."""
    texts, labels = folder(root / "tweeteval/sentiment", "train")
    dates = [row.split("\t")[2] for row in lines(root / "tweeteval/sentiment/train_dates.tsv")[1:]]
    for text, label, date in zip(texts, labels, dates, strict=True):
        if (date >= RECENT) == recent:
            yield text, label


def polarities(root):
    for split in ("train", "dev", "devtest"):  # not test: shares by topic are measured on it
        for row in table(root / f"semeval_topics/twitter-2016{split}-BD.tsv", "\t"):
            yield row[3], {"negative": 0, "positive": 2}[row[2]]


def distant(root):
    for name, label in (("negative", 0), ("positive", 2)):
        for text in lines(root / f"sentiment140/100k_{name}.txt"):
            yield text, label


def entities(root):
    """Without their labels: the mood towards a named thing is another question."""
    for row in table(root / "twitter_entity/twitter_training.csv.gz", ","):
        if len(row) == 4 and row[3]:
            yield row[3], -1


def evaluation(root):
    """name > (texts, labels): what nothing may be learnt from."""
    return {"val": folder(root / "tweeteval/sentiment", "val"), "test": folder(root / "tweeteval/sentiment", "test"),
            "umsab.val": folder(root / "umsab/english", "val"), "umsab.test": folder(root / "umsab/english", "test")}


def parts(root, log=print):
    """Everything that may be learnt from; a post seen in an earlier part, or twice in one, is kept once. UMSAB's
    English training posts are not among them: each is a post of TweetEval's train or validation set."""
    closed = {key(normalised(t)) for texts, _ in evaluation(root).values() for t in texts}
    seen, out = set(), []
    for name, kind, rows in [
            ("tweeteval", "gold", gold(root, recent=False)),
            ("recent", "gold", gold(root, recent=True)),
            ("semeval_topics", "polar", polarities(root)),
            ("twitter_entity", "none", entities(root)),
            ("sentiment140", "polar", distant(root))]:
        texts, labels, leaks, copies = [], [], 0, 0
        for text, label in rows:
            text = normalised(text)
            k = key(text)
            if not k:
                continue
            if k in closed:
                leaks += 1
            elif k in seen:
                copies += 1
            else:
                seen.add(k)
                texts.append(text)
                labels.append(label)
        log(f"{name}: {len(texts)} posts; {leaks} left out as validation or test text, {copies} as copies")
        chosen = random.Random(1).sample(range(len(texts)), min(len(texts), ENOUGH.get(name, len(texts))))
        out.append(Part(name, kind, [texts[i] for i in sorted(chosen)], [labels[i] for i in sorted(chosen)]))
    return out
