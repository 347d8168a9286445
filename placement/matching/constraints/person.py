"""What the person brings: age, schooling, papers, and what the body can do."""

from datetime import date

import numpy as np

from law.article import Article
from law.dated import Dated, Timeline
from law.terms import chinese_day
from law.truth import Truth
from lexicon.features import CERTIFICATES, Education, WorkFeature, satisfied
from placement.matching.constraints.constraint import Constraint, Pair, Reason
from placement.matching.pool import NO, UNKNOWN, YES, PostColumns, SeekerColumns, age, bits

LABOUR_LAW = "中华人民共和国劳动法"
MINIMUM_AGE = Timeline(
    "最低就业年龄",
    Dated(16, date(1995, 1, 1), Article(LABOUR_LAW, article="第十五条"), review_by=date(2027, 12, 31)),
)
ADULT = 18
UNDERGROUND_FROM_18 = Article(LABOUR_LAW, article="第六十四条")


class WorkingAge(Constraint):
    """At least 16 to work at all, at least 18 to work underground. There is no upper age here: a pension age ends a
    labour contract, not the right to work, and it differs by sex, which is not a column."""

    code, label = "age", "工作年龄"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        minimum = MINIMUM_AGE.on(seekers.as_of)
        underground = (posts.features & bits([[WorkFeature.UNDERGROUND]], list(WorkFeature))[0, 0]) != 0
        needed = np.where(underground, ADULT, minimum)
        years = seekers.age[:, None]
        return np.where(years < 0, UNKNOWN, np.where(years >= needed[None, :], YES, NO)).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        minimum = MINIMUM_AGE.at(pair.as_of)
        assert minimum is not None
        underground = WorkFeature.UNDERGROUND in pair.post.features
        article = UNDERGROUND_FROM_18 if underground else minimum.source
        needed = ADULT if underground else minimum.value
        if truth is Truth.UNKNOWN:
            found = self.says(truth, "出生日期未记录，无法核对工作年龄。", "请补充出生日期。", "client.birth_date")
        elif truth is Truth.NO:
            assert pair.seeker.birth_date is not None
            years = age(pair.seeker.birth_date, pair.as_of)
            found = self.says(truth, f"现{years}岁，未满{needed}周岁，不得从事该岗位（{article}）。", gap=float("inf"))
        else:
            found = self.says(truth, "")
        return Reason(found.code, truth, found.worker, found.client, found.missing, found.gap, article)


class Schooling(Constraint):
    code, label = "education", "学历"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        needed, held = posts.education[None, :], seekers.education[:, None]
        settled = np.where(held >= needed, YES, NO)
        return np.where(needed == 0, YES, np.where((needed < 0) | (held < 0), UNKNOWN, settled)).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        needed, held = pair.post.education, pair.seeker.education
        if needed is None:
            return self.says(truth, "岗位学历要求未写明。", "", "vacancy.education")
        if needed is Education.NONE:
            return self.says(truth, "学历不限。")
        if held is None:
            text = f"岗位要求{needed.label}，本人学历未记录。"
            return self.says(truth, text, f"岗位要求{needed.label}，请补充你的学历。", "client.education")
        own = "未上学" if held is Education.NONE else held.label
        if truth is Truth.YES:
            return self.says(truth, f"学历{own}，符合岗位要求（{needed.label}）。")
        gap = (needed.rank - held.rank) / Education.MASTER.rank
        return self.says(truth, f"岗位要求{needed.label}，本人学历为{own}。", gap=gap)


class Papers(Constraint):
    """Certificates held ⊇ required. ``driving`` picks the driving licences among them, or everything else."""

    def __init__(self, code: str, label: str, *, driving: bool) -> None:
        self.code, self.label, self.driving = code, label, driving

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        mask = posts.certificate_masks[0 if self.driving else 1]
        lacking = np.zeros((len(seekers), len(posts)), bool)
        lapsed = np.zeros_like(lacking)
        for word in range(posts.certificates.shape[1]):  # one word holds 64 codes; a pool rarely needs two
            needed = posts.certificates[None, :, word] & mask[word]
            lacking |= (needed & ~seekers.held[:, None, word]) != 0
            lapsed |= (needed & seekers.expired[:, None, word]) != 0
        refused = lapsed | (lacking & seekers.certificates_complete[:, None])
        found = np.where(refused, NO, np.where(lacking, UNKNOWN, YES))
        return np.where(posts.certificates_known[None, :], found, UNKNOWN).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        if pair.post.certificates is None:
            kind = "驾驶证" if self.driving else "证书"
            return self.says(truth, f"岗位是否要求{kind}未写明。", "", f"vacancy.{self.code}")
        needed = sorted(c for c in pair.post.certificates if c.startswith("driving") is self.driving)
        valid = pair.seeker.valid_certificates(pair.as_of)
        lacking = [code for code in needed if not satisfied(code, valid)]
        if not needed:
            return self.says(truth, "")
        if not lacking:
            return self.says(truth, f"持有{_names(needed)}，符合要求{_until(pair, needed)}。")
        if truth is Truth.UNKNOWN:
            worker = f"岗位要求{_names(lacking)}，本人是否持有未记录。"
            return self.says(
                truth, worker, f"岗位要求{_names(lacking)}，你有吗？有效期到什么时候？", "client.certificates"
            )
        lapsed = [code for code in lacking if satisfied(code, pair.seeker.certificates)]
        parts = [f"缺{_names([c for c in lacking if c not in lapsed])}"] if len(lapsed) < len(lacking) else []
        parts += [f"{_names(lapsed)}已过期"] if lapsed else []
        gap = len(lacking) / (len(needed) + 1)
        return self.says(truth, f"{'，'.join(parts)}。", f"这个岗位需要有效的{_names(lacking)}。", gap=gap)


class Limits(Constraint):
    """Health limits against work features. What neither side mentions is no question: an advertisement that says
    nothing of heights is asked about them only for somebody who cannot work there."""

    code, label = "limits", "身体限制"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        cannot, undecided = seekers.cannot[:, None], seekers.undecided[:, None]
        present = posts.features[None, :]
        unstated = np.where(posts.features_complete, np.uint64(0), ~posts.features)[None, :]
        asks = ((undecided & present) | (cannot & unstated)) != 0
        return np.where((cannot & present) != 0, NO, np.where(asks, UNKNOWN, YES)).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        post, limits = pair.post, pair.seeker.limits
        refused = [f for f in WorkFeature if f in post.features and limits.get(f, True) is False]
        if truth is Truth.NO:
            text = f"岗位有{_labels(refused)}，本人不适合。"
            return self.says(truth, text, f"这个岗位有{_labels(refused)}，和你的身体情况不合。", gap=float("inf"))
        if truth is Truth.UNKNOWN:
            unsure = [f for f in WorkFeature if f in post.features and limits.get(f, True) is None]
            unstated = [f for f in WorkFeature if f not in post.features and limits.get(f, True) is False]
            questions = [f"岗位有{_labels(unsure)}，本人能否胜任未记录"] if unsure else []
            missing = [f"client.limits.{f.value}" for f in unsure]
            if unstated and not post.features_complete:
                questions.append(f"本人不适合{_labels(unstated)}，岗位是否涉及未写明")
                missing += [f"vacancy.features.{f.value}" for f in unstated]
            return self.says(truth, f"{'；'.join(questions)}：问清后再推荐。", f"{'；'.join(questions)}。", *missing)
        able = [f for f in WorkFeature if f in post.features and limits.get(f) is True]
        return self.says(truth, f"能胜任{_labels(able)}。" if able else "")


def _labels(features: list[WorkFeature]) -> str:
    return "、".join(feature.label for feature in features)


def _names(codes: list[str]) -> str:
    return "、".join(CERTIFICATES[code].label if code in CERTIFICATES else code for code in codes)


def _until(pair: Pair, needed: list[str]) -> str:
    """The first expiry among the papers that count, as an aside; empty where none is recorded."""
    held = pair.seeker.certificates
    lasts = [last for code, last in held.items() if last and any(satisfied(n, {code}) for n in needed)]
    return f"（有效至{chinese_day(min(lasts))}）" if lasts else ""
