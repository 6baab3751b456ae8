#!/usr/bin/env python3
"""Two models that answer together, as a user meets them: the flags, the curve, a bundle of their own, bad input."""
import json
import pathlib
import random
import tempfile

from polso import run, run_json

WORDS = {"negative": ["late", "broken", "awful"], "neutral": ["today", "ticket", "monday"],
         "positive": ["lovely", "thanks", "great"]}


def invented(seed, count):
    """Labelled posts whose words tell their mood most of the time."""
    rng = random.Random(seed)
    posts = []
    for number in range(count):
        truth = rng.choice(list(WORDS))
        words = [rng.choice(WORDS[truth if rng.random() < 0.6 else rng.choice(list(WORDS))]) for _ in range(5)]
        posts.append((truth, f"{seed}x{number} " + " ".join(words)))
    return posts


def check(what, condition):
    assert condition, what


def train(folder, name, more):
    recipe = folder / f"{name}.toml"
    recipe.write_text(f'name = "{name}"\nlang = "en"\nvalidation = {{ set = "val.txt" }}\ntest = ["test.txt"]\n{more}')
    done = run("train", recipe, "--data", folder, "--out", folder / name)
    check(done.stderr, done.returncode == 0)
    return done.stdout


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, seed, count in (("train", 1, 900), ("few", 1, 12), ("val", 2, 600), ("test", 3, 600)):
            (folder / f"{file}.txt").write_text("".join(f"__label__{l} {t}\n" for l, t in invented(seed, count)))
        train(folder, "small", 'train = ["few.txt"]\n[fasttext]\nepochs = 20\n')
        train(folder, "large", 'train = ["train.txt"]\n[fasttext]\nepochs = 20\n')
        pair = f"cascade:{folder}/small,{folder}/large"
        said = train(folder, "both", f'[cascade]\nsmall = "{folder}/small"\nlarge = "{folder}/large"\nbudget = 0.3\n')
        check("training shows the curve, its budget marked", "\n>    0.3" in said and "share error" in said)
        test = folder / "test.txt"

        curve = run_json("evaluate", "--model", folder / "both", "--data", test)["curve"]
        check("nine budgets from nothing to all", [p["budget"] for p in curve] == [0, .05, .1, .2, .3, .4, .6, .8, 1])
        for end, part in ((0, "small"), (-1, "large")):
            alone = run_json("evaluate", "--model", folder / part, "--data", test)["metrics"]["macro_recall"]["value"]
            check(f"the curve ends at {part}", abs(curve[end]["macro_recall"] - alone) < 1e-9)
        check(f"corrected shares err less than counts: {curve}",
              sum(p["share_error"] for p in curve) < sum(p["counted_share_error"] for p in curve))
        bare = run_json("evaluate", "--model", pair, "--data", test, "--budget", "20%")
        check("a pair without a bundle has nothing to correct by", all(p["share_error"] is None for p in bare["curve"]))
        check("its name says what it is", bare["model"].startswith("cascade(small@") and bare["model"].endswith(")@0.2"))
        check("its figures are those of its budget",
              bare["metrics"]["macro_recall"]["value"] == bare["curve"][3]["macro_recall"])
        table = run("evaluate", "--model", folder / "both", "--data", test, "--budget", "0.6").stdout
        check("the budget is marked in the table", "\n>    0.6" in table)

        posts = folder / "posts.txt"
        posts.write_text("".join(text + "\n" for _, text in invented(4, 1000)))

        def lines(*flags):
            done = run("classify", "--data", posts, *flags)
            check(done.stderr, done.returncode == 0)
            return done.stdout.splitlines()

        small, large = lines("--model", folder / "small"), lines("--model", folder / "large")
        for budget, most in (("0", 0), ("0.25", 250), ("1", 1000)):
            both = lines("--model", folder / "both", "--budget", budget)
            from_large = sum(b != s for b, s in zip(both, small))
            check("every answer is one of the two", all(b in (s, l) for b, s, l in zip(both, small, large)))
            check(f"{budget}: {from_large} changed", (from_large == most if budget != "0.25" else 200 < from_large <= most))
        check("the same call gives the same", lines("--model", folder / "both") == lines("--model", folder / "both"))
        check("50 a second is more than none", lines("--model", pair, "--budget", "50/s") != small)

        jsonl = folder / "posts.jsonl"
        jsonl.write_text("".join(json.dumps({"id": str(n), "text": text, "brand": "acme", "created_at": 1456000000 + n}) + "\n"
                                 for n, (_, text) in enumerate(invented(5, 800))))
        for model, budget, ends in ((folder / "both", "0.6", "+0.6"), (pair, "0.1", ")@0.1")):
            db = folder / f"{budget}.db"
            judged = run_json("ingest", jsonl, "--db", db, "--model", model, "--budget", budget)
            check("ingest names the budget with the model", judged["model"].endswith(ends))
            report = run("report", "--db", db, "--model", model, "--budget", budget, "--json")
            check(report.stderr, report.returncode == 0)
            check("report knows the model at its budget", judged["model"] in report.stdout)
        report = run("report", "--db", folder / "0.6.db", "--model", folder / "both", "--json")
        check("also when nobody repeats the budget", report.returncode == 0)

        config = folder / "polso.toml"
        config.write_text(f'model = "{pair}"\nbudget = "0.4"\n')
        done = run("check", "--config", config, "--db", folder / "none.db", environment={"POLSO_MODEL": ""})
        check(done.stderr, done.returncode == 0 and "@0.4" in done.stdout)

        for arguments, code, says in [
                (["--model", f"cascade:{folder}/small"], 2, "does not name two models"),
                (["--model", f"cascade:{folder}/small,"], 2, "does not name two models"),
                (["--model", f"cascade:{folder}/both,{folder}/large"], 2, "is a cascade itself"),
                (["--model", f"cascade:{folder}/small,{folder}/none"], 1, "the large model of the cascade"),
                (["--model", pair, "--budget", "1.5"], 2, "neither a share"),
                (["--model", pair, "--budget", "0/s"], 2, "neither a share"),
                (["--model", folder / "small", "--budget", "0.2"], 2, "is one model"),
                (["--model", folder / "both", "--raw"], 2, "a part of the cascade")]:
            done = run("classify", *arguments, "x")
            check(f"{arguments}: {done.returncode} {done.stderr}", done.returncode == code and says in done.stderr)
        done = run("evaluate", "--model", pair, "--data", test, "--budget", "50/s")
        check(done.stderr, done.returncode == 2 and "depends on the load" in done.stderr)
        with open(folder / "large" / "polso.json", "a", encoding="utf-8") as changed:
            changed.write("\n")
        done = run("classify", "--model", folder / "both", "x")
        check(done.stderr, done.returncode == 1 and "train the cascade again" in done.stderr)

    print("a cascade answers within its budget, and says what each budget buys")


main()
