"""Relevance against plain BM25 in one run:  python -m tests.benchmarks.relevance path/to/labels

The folder holds queries.jsonl ({"id", "text", "variant"}), corpus.jsonl.gz ({"id", "title", "description"}) and
qrels.tsv (query, 0, document, grade), tab-separated.

Metric, nDCG@10 with graded gain: DCG = sum over the first ten ranks r = 1..10 of (2^grade - 1) / log2(r + 1),
divided by the DCG of the ideal order of all judged documents; unjudged documents have grade 0; ties keep corpus
order; the mean over queries is printed per variant. The metric is checked on a case worked by hand before anything
is measured.

Both sides see the same input: the query's text as a seeker's free text, the title and description as a post.
BM25 is Lucene's (k1 1.5, b 0.75) over ``lexicon.cut.tokens``, and over its words alone.
"""

import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from math import isclose, log2
from pathlib import Path

import bm25s
import numpy as np

from lexicon.cut import tokens, words
from lexicon.suggest import occupation_index
from placement.matching.relevance import Post, Relevance, Seeker

DEPTH = 10


def ndcg(order: Sequence[int], grades: dict[int, int]) -> float:
    """nDCG@10 of one ranking of document numbers; ``grades`` are the judged ones, at least one above 0."""
    gained = sum((2 ** grades.get(doc, 0) - 1) / log2(rank + 2) for rank, doc in enumerate(order[:DEPTH]))
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return gained / sum((2**grade - 1) / log2(rank + 2) for rank, grade in enumerate(best))


def check_metric() -> None:
    """By hand: grades 2 and 1; ranking [other, 2, 1] gains 3/log2(3) + 1/log2(4), the ideal 3 + 1/log2(3)."""
    by_hand = (3 / 1.5849625007 + 1 / 2) / (3 + 1 / 1.5849625007)
    if not (isclose(ndcg([7, 0, 1], {0: 2, 1: 1}), by_hand, rel_tol=1e-9) and ndcg([0, 1, 7], {0: 2, 1: 1}) == 1.0):
        sys.exit("the metric is wrong: nothing was measured")


def by_bm25(cut: Callable[[str], list[str]], posts: Sequence[str], queries: Sequence[str]) -> np.ndarray:
    engine = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    engine.index([cut(post) for post in posts], show_progress=False)
    return np.array([engine.get_scores(cut(query)) for query in queries])


def main(folder: Path) -> None:
    check_metric()
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as handle:
        corpus = [json.loads(line) for line in handle]
    number = {doc["id"]: i for i, doc in enumerate(corpus)}
    grades: dict[str, dict[int, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, _, doc, grade = line.split("\t")
        grades[query][number[doc]] = int(grade)

    texts = [query["text"] for query in queries]
    posts = [f"{doc['title']} {doc.get('description', '')}".strip() for doc in corpus]
    started = time.perf_counter()
    occupation_index()
    built = time.perf_counter()
    relevance = Relevance([Post(doc["title"], doc.get("description", "")) for doc in corpus])
    fitted = time.perf_counter()
    ours = relevance.scores([Seeker(text=text) for text in texts])
    scored = time.perf_counter()

    print(f"{len(queries)} queries, {len(corpus)} posts; nDCG@10")
    print(f"{'':34}" + "".join(f"{variant:>10}" for variant in sorted({q["variant"] for q in queries})))
    for name, scores in (
        ("BM25, words", by_bm25(words, posts, texts)),
        ("BM25, words and bigrams", by_bm25(tokens, posts, texts)),
        ("ours", ours),
    ):
        order = np.argsort(-scores, axis=1, kind="stable")
        means: dict[str, list[float]] = defaultdict(list)
        for query, row in zip(queries, order, strict=True):
            means[query["variant"]].append(ndcg(row.tolist(), grades[query["id"]]))
        print(f"{name:34}" + "".join(f"{np.mean(means[variant]):10.3f}" for variant in sorted(means)))
    print(f"index {built - started:.2f} s, fit {fitted - built:.2f} s, score {scored - fitted:.2f} s")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.benchmarks.relevance path/to/labels")
    main(Path(sys.argv[1]))
