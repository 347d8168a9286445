"""When the work is: shifts accepted, and room for sign-ins, doses and tests."""

from dataclasses import replace

import numpy as np

from law.truth import Truth, all_of, any_of
from lexicon.features import Shift
from placement.matching.constraints.constraint import Constraint, Pair, Reason
from placement.matching.pool import NO, UNKNOWN, YES, PostColumns, SeekerColumns
from placement.matching.records import Appointment, Post, Seeker

FREE_MINUTES = 30
"""An appointment needs this much time off within its window."""
UNDATED = "client.appointment_days"
DAYTIME = (8 * 60, 18 * 60)
"""A night shift leaves appointments within these minutes free."""

_TURNS = frozenset({Shift.TWO, Shift.THREE})


def accepts(accepted: frozenset[Shift] | None, offered: Shift) -> Truth:
    """Whether somebody who accepts these shifts accepts this one.

    倒班（未说明） asked of the post is open for somebody who takes only one kind of turns; accepted by the person it
    means any turns. Flexible hours are open for everybody who did not name them.
    """
    if not accepted:
        return Truth.UNKNOWN
    if offered in accepted or (offered in _TURNS and Shift.ROTATING in accepted):
        return Truth.YES
    if offered is Shift.FLEXIBLE or (offered is Shift.ROTATING and accepted & _TURNS):
        return Truth.UNKNOWN
    return Truth.NO


class Shifts(Constraint):
    """The post offers at least one shift that the seeker accepts."""

    code, label = "shifts", "班次"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        found = np.full((len(seekers), len(posts)), NO, np.int8)
        for i, shift in enumerate(Shift):
            offered = (posts.shifts >> np.uint64(i)) & np.uint64(1) != 0
            takes = np.array([accepts(seeker.shifts, shift).value for seeker in seekers.seekers], np.int8)
            np.maximum(found, np.where(offered[None, :], takes[:, None], NO), out=found)
        known = posts.shifts_known[None, :] & seekers.shifts_known[:, None]
        return np.where(known, found, UNKNOWN).astype(np.int8)

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        offered, accepted = pair.post.shifts, pair.seeker.shifts
        if not offered:
            return self.says(truth, "岗位班次未写明。", "岗位没有写班次，社工会问清楚。", "vacancy.shifts")
        if not accepted:
            return self.says(
                truth, f"岗位是{_shifts(offered)}，本人能接受的班次未记录。", f"岗位是{_shifts(offered)}，你能接受吗？",
                "client.shifts",
            )  # fmt: skip
        if truth is Truth.UNKNOWN:
            return self.says(truth, f"岗位是{_shifts(offered)}，具体班次要问清。", "", "vacancy.shifts")
        if truth is Truth.YES:
            return self.says(truth, f"{_shifts(offered)}，本人能接受。", f"{_shifts(offered)}，符合你的意愿。")
        return self.says(truth, f"岗位是{_shifts(offered)}，本人只接受{_shifts(accepted)}。", gap=0.5)


class Appointments(Constraint):
    """Sign-ins, doses and tests fit into one of the shifts offered that the seeker does not refuse."""

    code, label = "appointments", "签到、服药与到检时间"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        """Few people have appointments, and few posts state hours: each distinct case is looked at once."""
        found = np.full((len(seekers), len(posts)), YES, np.int8)
        found[[seeker.appointments is None for seeker in seekers.seekers]] = UNKNOWN
        if self.code not in posts.memo:
            posts.memo[self.code] = _distinct(posts)
        stated, column = posts.memo[self.code]
        known: dict[tuple[object, ...], np.ndarray] = {}
        for row, seeker in enumerate(seekers.seekers):
            if seeker.appointments or (seeker.undated and seeker.appointments is not None):
                key = (seeker.appointments, seeker.undated, seeker.shifts)
                if key not in known:
                    known[key] = np.array([fits(seeker, post).value for post in stated], np.int8)
                found[row] = known[key][column]
        return found

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        appointments = pair.seeker.appointments
        if appointments is None:
            return self.says(
                truth, "有无固定的签到、服药时间未记录。", "你有固定要去办的事吗？比如每月签到。", "client.appointments"
            )
        undated = pair.seeker.undated if truth is Truth.UNKNOWN else ()
        if undated and fits(_dated(pair.seeker), pair.post) is Truth.YES:
            return self.says(truth, _day_open(undated), _WHICH_DAY, UNDATED)
        if not appointments:
            return self.says(truth, "")
        times = "、".join(map(describe, appointments))
        if truth is Truth.YES:
            return self.says(truth, f"{times}，与班次不冲突。")
        if truth is Truth.UNKNOWN:
            worker = f"{times}，岗位能否安排要问清（上下班时间、休息日或请假）。"
            worker += _day_open(undated) if undated else ""
            asked = ("vacancy.hours", UNDATED) if undated else ("vacancy.hours",)
            return self.says(truth, worker, f"{times}，社工会先和单位说好时间。", *asked)
        gap = 1.0 if any(appointment.daily for appointment in appointments) else 0.25
        return self.says(truth, f"{times}，与上班时间冲突，岗位不能请假。", f"上班时间和{times}冲突。", gap=gap)


def fits(seeker: Seeker, post: Post) -> Truth:
    """Whether every appointment fits into one of the shifts that the seeker does not refuse (if she refuses all, into
    any: that the shift is refused is said elsewhere). What has no day yet is open, unless leave is given for it."""
    if seeker.undated:
        return all_of((fits(_dated(seeker), post), Truth.YES if post.appointment_leave else Truth.UNKNOWN))
    if not seeker.appointments:
        return Truth.UNKNOWN if seeker.appointments is None else Truth.YES
    if not post.shifts:
        return Truth.UNKNOWN
    willing = [s for s in Shift if s in post.shifts and accepts(seeker.shifts, s) is not Truth.NO]
    return any_of(
        all_of(_room(appointment, shift, post) for appointment in seeker.appointments)
        for shift in willing or post.shifts
    )


_WHICH_DAY = "你有不是每周都去、但到时候必须去办的事吗？是哪一天？"


def _day_open(labels: tuple[str, ...]) -> str:
    return f"{'、'.join(labels)}在哪一天、上午还是下午没有记录，和班次冲不冲突要问清。"


def _dated(seeker: Seeker) -> Seeker:
    return replace(seeker, undated=())


def _room(appointment: Appointment, shift: Shift, post: Post) -> Truth:
    """Whether work on this shift leaves room for the appointment. NO only for a day shift whose hours are known."""
    leave = not appointment.daily and post.appointment_leave is True
    if shift is Shift.FLEXIBLE or leave:
        return Truth.YES
    if shift is Shift.NIGHT:
        by_day = DAYTIME[0] <= appointment.start and appointment.end <= DAYTIME[1]
        return Truth.YES if by_day else Truth.UNKNOWN
    if shift is not Shift.DAY:  # turns change: some weeks are free, some are not
        return Truth.UNKNOWN
    if post.rest_days is not None and appointment.weekdays <= post.rest_days:
        return Truth.YES
    if post.hours is None:
        return Truth.UNKNOWN
    begin, end = post.hours
    before = min(begin, appointment.end) - appointment.start
    after = appointment.end - max(end, appointment.start)
    if max(before, after) >= FREE_MINUTES:
        return Truth.YES
    if appointment.daily:
        return Truth.NO
    open_still = post.rest_days is None or post.appointment_leave is None
    return Truth.UNKNOWN if open_still else Truth.NO


def describe(appointment: Appointment) -> str:
    """签到（周二9:00–12:00）, 服药（每天8:00–10:00）."""
    days = (
        "每天"
        if len(appointment.weekdays) == 7
        else "、".join(f"周{'一二三四五六日'[d]}" for d in sorted(appointment.weekdays))
    )
    return f"{appointment.label}（{days}{_clock(appointment.start)}–{_clock(appointment.end)}）"


def _distinct(posts: PostColumns) -> tuple[list[Post], np.ndarray]:
    """One post for all that state the same hours, and for each post, intp (n,), which of these stands for it."""
    found: dict[tuple[object, ...], int] = {}
    column = np.array([found.setdefault(_stated(post), len(found)) for post in posts.posts], np.intp)
    _, first = np.unique(column, return_index=True)
    return [posts.posts[i] for i in first], column


def _stated(post: Post) -> tuple[object, ...]:
    """All that ``fits`` reads of a post."""
    return (post.shifts, post.hours, post.rest_days, post.appointment_leave)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _shifts(shifts: frozenset[Shift]) -> str:
    return "或".join(shift.label for shift in Shift if shift in shifts)
