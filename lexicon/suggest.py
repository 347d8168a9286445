"""From a title or a person's own words to occupations.

A title is short and written by an employer: it is held against the names and advertisement words of each occupation,
by single characters and pairs of neighbours, which is what survives of 诚聘叉车司机(长白班). A person's words are
longer and speak of tasks: they are held against everything known of an occupation, by words and pairs; job names
that occur in them literally are noted as well, since one text may name several (当过货车司机，也做过保安).

Everything is a sparse product summed in a fixed order: same input, same bits, whatever the batch.
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from lexicon.cut import normal, tokens
from lexicon.occupations import OCCUPATIONS, Occupation

BLOCK = 512
"""Texts compared at once: 512 x 1632 float32 is 3 MB, and as many places 7 MB."""
KEPT = 20
"""Occupations kept per text: beyond the twentieth the weight is noise and costs memory."""
SHARPNESS = 2
"""Power by which likenesses become shares of a title: 2 measured better than 1, 3 and 4."""
WORDS_BESIDE = 0.6
"""Weight of the likeness by words of the whole advertisement beside the likeness by characters of its title."""
CLEAR = 0.4
"""Likeness from which a text is taken to describe tasks, so that job names in it add nothing (the classification's
own task texts reach 0.5; a person's sentence 0.1 to 0.3)."""

UNDERSTOOD = 0.2
"""Likeness from which a text counts in full."""
DECISIVE = 4
"""Power by which the likenesses of a person's text, the best being 1, become weights."""

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+[+#]*")
_UNWANTED = re.compile(r"(?:不想|不愿|不要|不考虑|不做|不干)[^，,。；;！!\n]*")
# What people say of themselves and of any job: it names no work, but the classification uses some of these words
# for another one (初中文化 would make a teacher, 家里有老人 a carer).
_OF_HERSELF = re.compile(
    r"(?:小学|初中|高中|中专|技校|大专|本科)(?:文化|毕业|学历|水平|程度)+|文化(?:程度|水平)?[不高低]+"
    r"|身体(?:健康|状况|还行|还好|很好|不错|不好|好)+|[腰腿]不(?:太)?好|年纪(?:大了?|不小|轻)|力气活?干不动"
    r"|能?吃苦(?:耐劳)?|踏实(?:肯干)?|肯干|勤快|性格(?:开朗|内向|外向|随和)|服从(?:安排|管理|分配)"
    r"|离家(?:近|不远)[一些点]*|工资[高低]?[一些点]*|包吃包?住|稳定|什么(?:活|工作)?都(?:能|可以|愿意|行)[干做]?"
    r"|(?:没有|没|无)(?:什么|一技)?(?:技能|技术|手艺|特长|经验|文化|不良嗜好)|家里有[^，,。；;！!\n]*|有?低保"
    r"|(?:刚|才)?从外地回[来家]?"
)

# 招 and 聘 of an advertisement would make every employer look for a recruiter; 招聘专员 stays what it is.
_CALLED_FOR = re.compile(
    r"(?:(?:急|诚|高薪|现|直|长期|大量|火热|紧急)+(?:招聘|招募|招收|聘请|招|聘)|^(?:招聘|招募|招收|聘请|招))"
    r"(?!聘?(?:专员|主管|经理|顾问|助理|师|员|商|标|投|生|专家|文员|实习|总监|运营|负责|HR|$))"
)


def plain_title(title: str) -> str:
    """The title without the words that only say that somebody is looked for (诚聘, 急招, 招)."""
    return _CALLED_FOR.sub("", title.strip())


def wanted(text: str) -> str:
    """The text without what the person does not want (不想做保洁) and what she says of herself (身体好，能吃苦)."""
    return _OF_HERSELF.sub("", _UNWANTED.sub("", text))


def characters(text: str) -> list[str]:
    """Single Han characters and pairs of neighbours; Latin and digit runs whole."""
    found = []
    for run in _RUN.findall(normal(text)):
        if run[0].isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def telling(text: str) -> list[str]:
    """Tokens without single characters: 做, 过 and 开 stand in every person's text and in a rare trade's name."""
    return [token for token in tokens(text) if len(token) > 1]


class OccupationIndex:
    """All occupations as rows of two TF-IDF matrices. Building takes about a second; ask ``occupation_index()``."""

    def __init__(self) -> None:
        self.occupations = tuple(OCCUPATIONS.values())
        self.row = {occ.code: row for row, occ in enumerate(self.occupations)}
        self._titles = TfidfVectorizer(analyzer=characters, sublinear_tf=True, dtype=np.float32)
        by_title = self._titles.fit_transform(" ".join([occ.name, occ.name, *occ.advert]) for occ in self.occupations)
        self._texts = TfidfVectorizer(analyzer=telling, sublinear_tf=True, dtype=np.float32)
        by_text = self._texts.fit_transform(
            "。".join([occ.name, occ.name, occ.name, *occ.advert, *occ.advert, *occ.tasks]) for occ in self.occupations
        )
        # Terms as rows: a product with texts then needs no transposing, which costs a millisecond each time.
        self._of_text: sparse.csr_matrix = by_text.T.tocsr()
        self._of_post: sparse.csr_matrix = sparse.vstack([by_title.T, by_text.T], "csr")
        self.vocabulary: np.ndarray = self._texts.get_feature_names_out()
        """The term of each column of ``words``."""
        self._called = self._job_names()
        self._longest = max(map(len, self._called))

    def words(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Rows of unit length over the vocabulary, or of zeros: (n_texts, n_terms) float32."""
        return _rows(self._texts, texts)

    def of_posts(self, titles: Sequence[str], words: sparse.csr_matrix) -> sparse.csr_matrix:
        """What each post is likely to be: shares whose rows sum to 1, (n_titles, 1632) float32.

        Titles are plain ones; ``words`` are the rows of the whole advertisements. A post of which no word is known
        is a row of zeros.
        """
        both = sparse.hstack([_rows(self._titles, titles), WORDS_BESIDE * words], "csr")
        shares = _nearest(both, self._of_post)
        shares.data **= SHARPNESS
        return _scaled(shares, 1 / np.maximum(_row(shares.sum(axis=1)), np.float32(1e-9)))

    def of_texts(self, texts: Sequence[str], words: sparse.csr_matrix) -> sparse.csr_matrix:
        """How much each person's words speak for an occupation: weights in [0, 1], (n_texts, 1632) float32.

        ``words`` are the rows of the same texts. The best of a row is 1 when a job was named or the text understood,
        less when hardly a word was, and a text of which none was is a row of zeros.
        """
        near = _nearest(words, self._of_text)
        best = _peak(near)
        clear = np.minimum(best / CLEAR, 1)
        described = _scaled(near, 1 / best)
        described.data **= DECISIVE
        named = self._named(texts)
        both = _scaled(described, clear).maximum(_scaled(named, 1 - clear)).tocsr()
        understood = np.minimum(np.maximum(best / UNDERSTOOD, _peak(named)), 1)
        return _scaled(both, understood / _peak(both))

    def suggest(self, title: str, k: int) -> list[tuple[Occupation, float]]:
        """The k likeliest occupations of a title with their shares, best first, ties in the classification's order."""
        plain = plain_title(title)
        shares = self.of_posts([plain], self.words([plain]))
        best = np.lexsort((shares.indices, -shares.data))[:k]
        return [(self.occupations[shares.indices[i]], float(shares.data[i])) for i in best]

    def _job_names(self) -> dict[str, list[tuple[int, float]]]:
        """Occupation rows and weights by name or advertisement word; one shared by many weighs less for each."""
        owners: dict[str, list[int]] = {}
        for row, occ in enumerate(self.occupations):
            for name in dict.fromkeys(normal(name) for name in (occ.name, *occ.advert)):
                if len(name) > 1:
                    owners.setdefault(name, []).append(row)
        return {name: [(row, len(rows) ** -0.5) for row in rows] for name, rows in owners.items()}

    def _named(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Occupations whose names occur in each text, the longest name at each place: weights in [0, 1]."""
        found = sparse.lil_matrix((len(texts), len(self.occupations)), dtype=np.float32)
        for line, text in enumerate(texts):
            plain, at, weights = normal(text), 0, dict[int, float]()
            while at < len(plain):
                ends = range(min(len(plain), at + self._longest), at + 1, -1)
                name = next((plain[at:end] for end in ends if plain[at:end] in self._called), "")
                for row, weight in self._called.get(name, ()):
                    weights[row] = max(weights.get(row, 0), weight)
                at += len(name) or 1
            found.rows[line] = sorted(weights)
            found.data[line] = [weights[row] for row in sorted(weights)]
        return found.tocsr()


@cache
def occupation_index() -> OccupationIndex:
    """The one index of the process."""
    return OccupationIndex()


def _rows(vectorizer: TfidfVectorizer, texts: Sequence[str]) -> sparse.csr_matrix:
    """Texts as rows; scikit-learn refuses to transform none at all."""
    if not texts:
        return sparse.csr_matrix((0, len(vectorizer.vocabulary_)), dtype=np.float32)
    return vectorizer.transform(texts)


def _row(column: np.ndarray) -> np.ndarray:
    return np.asarray(column, dtype=np.float32).ravel()


def _peak(rows: sparse.csr_matrix) -> np.ndarray:
    """The largest of each row; a hair above zero where there is none, so that it can divide."""
    return np.maximum(_row(rows.max(axis=1).todense()), np.float32(1e-9))


def _scaled(rows: sparse.csr_matrix, factors: np.ndarray) -> sparse.csr_matrix:
    scaled = rows.copy()
    scaled.data *= np.repeat(factors.astype(np.float32), np.diff(rows.indptr))
    return scaled


def _nearest(rows: sparse.csr_matrix, weights: sparse.csr_matrix) -> sparse.csr_matrix:
    """Likeness of each text (rows over terms) with its ``KEPT`` likest occupations, ties to the earlier; no zeros."""
    blocks = []
    for start in range(0, max(rows.shape[0], 1), BLOCK):
        dense = (rows[start : start + BLOCK] @ weights).toarray()
        kept = np.sort(np.argsort(-dense, axis=1, kind="stable")[:, :KEPT], axis=1)
        values = np.take_along_axis(dense, kept, axis=1)
        starts = np.arange(len(kept) + 1) * kept.shape[1]
        blocks.append(sparse.csr_matrix((values.ravel(), kept.ravel(), starts), shape=dense.shape))
    near = sparse.vstack(blocks, "csr")
    near.eliminate_zeros()
    return near
