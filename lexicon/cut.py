"""How Chinese text becomes tokens: one function for every index and every query.

    words("电焊工，曾在服装厂工作")    ["电焊", "焊工", "电焊工", "服装", "服装厂", "工作"]  (search cut)
    tokens("电焊工")                  the words, then the overlapping bigrams 电焊 焊工

The word cut gives precision, the bigrams make every two-character query (保洁, 普工, 焊工) findable whatever the
dictionary thinks. Latin letters and digits are kept as runs in lower case; punctuation and emoji are dropped.
"""

import re
import unicodedata

import rjieba

# CJK unified ideographs with extension A, and 〇 (二〇二六).
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
_RUN = re.compile(rf"[{_HAN}]+|[a-z0-9]+(?:[.+#][a-z0-9]+|\+\+|#)?")


def normal(text: str) -> str:
    """NFKC (full width to half width, ㎡ to m2) and lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """Words of ``text`` by rjieba's search cut, in its order, repeats kept; single Han characters are kept too.

    The dictionary is loaded once per process, on first use, and is safe to share between threads.
    """
    found: list[str] = []
    for run in _RUN.findall(normal(text)):
        if run[0].isascii():
            found.append(run)
        else:
            found.extend(rjieba.cut_for_search(run))
    return found


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of Han characters inside each unbroken run; a run of one character stands for itself."""
    pairs: list[str] = []
    for run in _RUN.findall(normal(text)):
        if not run[0].isascii():
            pairs.extend(run[i : i + 2] for i in range(max(len(run) - 1, 1)))
    return pairs


def tokens(text: str) -> list[str]:
    """Words, then the bigrams that are not already among the words, so that no pair counts twice."""
    cut = words(text)
    seen = set(cut)
    return cut + [pair for pair in bigrams(text) if pair not in seen]
