"""What is offered: is it still there, is a place left, does it pay enough, is it a trade the seeker takes."""

import numpy as np

from law.money import per_month
from law.terms import chinese_day
from law.truth import Truth
from lexicon.industries import industry
from placement.matching.constraints.constraint import Constraint, Pair, Reason
from placement.matching.pool import NO, UNKNOWN, YES, PostColumns, SeekerColumns
from placement.matching.records import Post


class Fresh(Constraint):
    code, label = "fresh", "岗位有效期"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        today = seekers.as_of.toordinal()
        row = np.where(posts.fresh_until < 0, UNKNOWN, np.where(posts.fresh_until >= today, YES, NO))
        return _for_all(row, seekers)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        until = pair.post.fresh_until
        if until is None:
            return self.says(truth, "岗位信息何时更新未记录，推荐前请确认仍在招。", "", "vacancy.fresh_until")
        if truth is Truth.YES:
            return self.says(truth, "")
        worker = f"岗位信息已过期（有效至{chinese_day(until)}），请企业更新后再推荐。"
        return self.says(truth, worker, "这个岗位的信息过期了，要先确认还招不招人。", gap=0.5)


class Headcount(Constraint):
    code, label = "headcount", "招聘名额"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        row = np.where(posts.headcount < 0, UNKNOWN, np.where(posts.headcount > 0, YES, NO))
        return _for_all(row, seekers)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        left = pair.post.headcount_left
        if left is None:
            return self.says(truth, "招聘名额未写明。", "", "vacancy.headcount")
        if truth is Truth.YES:
            return self.says(truth, f"还招{left}人。")
        return self.says(truth, "名额已满。", "这个岗位已经招满了。")


class WageFloor(Constraint):
    """The wage can reach the floor. A range that only begins below it is a question, not a refusal."""

    code, label = "wage", "工资底线"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        floor = seekers.wage_floor[:, None]
        low, high = posts.wage_min[None, :], posts.wage_max[None, :]
        # NaN is neither below nor above: whatever is unknown stays open.
        return np.where(high < floor, NO, np.where(low >= floor, YES, UNKNOWN)).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        floor = pair.seeker.wage_floor
        offered = stated_wage(pair.post)
        if floor is None:
            return self.says(truth, "工资底线未记录。", "你希望每月最少拿多少？", "client.wage_floor")
        if offered is None:
            return self.says(truth, "岗位工资未写明（面议）。", "岗位没有写工资，要问清楚。", "vacancy.wage")
        least = per_month(round(floor))
        if truth is Truth.YES:
            return self.says(truth, f"{offered}，不低于底线{least}。")
        if truth is Truth.UNKNOWN:
            return self.says(truth, f"{offered}，能否达到{least}要问清。", "", "vacancy.wage")
        high = highest_wage(pair.post)
        assert high is not None
        return self.says(truth, f"{offered}，低于底线{least}。", gap=min(1.0, (floor - high) / max(floor, 1.0)))


class Industries(Constraint):
    code, label = "industry", "不愿从事的行业"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        excluded: np.ndarray = seekers.excluded[:, posts.industry]
        return (YES - excluded).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        found = industry(pair.post.industry) if pair.post.industry else None
        name = found.name if found else "该行业"
        if truth is Truth.YES:
            return self.says(truth, "")
        if truth is Truth.UNKNOWN:
            text = "岗位所属行业不够明确，本人有不愿从事的行业。"
            return self.says(truth, text, "单位属于哪个行业要问清楚。", "vacancy.industry")
        return self.says(truth, f"属于{name}，本人不愿从事。", f"属于{name}，你说过不想做。")


def stated_wage(post: Post) -> str | None:
    """4,200–5,000 元/月, 4,200 元/月以上, or one amount; None where nothing is stated."""
    low, high = post.wage_min, post.wage_max
    if low is None and high is None:
        return None
    if high is None or low is None:
        return f"{per_month(round(low))}以上" if low is not None else f"最高{per_month(round(high or 0))}"
    ends = sorted({round(low), round(high)})
    return per_month(ends[0]) if len(ends) == 1 else f"{ends[0]:,}–{per_month(ends[1])}"


def highest_wage(post: Post) -> float | None:
    """The most that the post may pay; None without an upper end."""
    if post.wage_max is None:
        return None
    return max(post.wage_max, post.wage_min or post.wage_max)


def _for_all(row: np.ndarray, seekers: SeekerColumns) -> np.ndarray:
    """A fact of the post alone, the same for every seeker; read-only."""
    return np.broadcast_to(row.astype(np.int8), (len(seekers), len(row)))
