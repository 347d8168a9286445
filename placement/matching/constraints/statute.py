"""An occupational bar as a hard constraint. The one kind that an open question blocks."""

import numpy as np

from law.truth import Truth
from lexicon.features import PostKind
from placement.matching.bars import Bar, Effect
from placement.matching.case import FACTS
from placement.matching.constraints.constraint import Constraint, Pair, Reason
from placement.matching.pool import NO, UNKNOWN, YES, PostColumns, SeekerColumns, region_stem


class OccupationalBar(Constraint):
    def __init__(self, bar: Bar) -> None:
        self.bar = bar
        self.code, self.label = f"bar.{bar.code}", f"从业限制：{bar.name}"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        concerned, barred = self._concerned(posts), self._barred(seekers)
        held = np.maximum(YES - barred[:, None], YES - concerned[None, :]).astype(np.int8)
        if self.bar.effect is Effect.CHECK:
            np.maximum(held, UNKNOWN, out=held)
        for row, seeker in enumerate(seekers.seekers):
            for override in seeker.overrides:
                for column, post in enumerate(posts.ids):
                    if override.covers(self.bar.code, post, seekers.as_of):
                        held[row, column] = YES
        return held

    def excludes(self, truth: np.ndarray, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        """A trigger that nobody answered blocks every post surely concerned, for a person known to be a client."""
        if self.bar.effect is Effect.CHECK:
            return np.zeros(truth.shape, bool)
        clients = np.array([seeker.case is not None for seeker in seekers.seekers], bool)
        asks = (clients & (self._barred(seekers) == UNKNOWN))[:, None] & (self._concerned(posts) == YES)[None, :]
        return np.asarray((truth == NO) | ((truth == UNKNOWN) & asks))

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        finding = self.bar.finding(pair.seeker.case, pair.as_of)
        surely = bool(pair.post.kinds and pair.post.kinds & self.bar.kinds)
        if truth is Truth.YES:
            override = next(
                (o for o in pair.seeker.overrides if o.covers(self.bar.code, pair.post.id, pair.as_of)), None
            )
            worker = client = ""
            if surely and override:
                worker = client = f"{self.bar.name}：已核准不受限制（{override.citation}）。"
            elif surely and pair.seeker.case is not None:
                worker, client = (
                    f"{self.bar.name}：经核对不受从业限制（{self.bar.article}）。",
                    "经核对，你可以从事这个岗位。",
                )
            return Reason(self.code, truth, worker, client, article=self.bar.article)
        if truth is Truth.NO:
            grounds = "；".join(
                part.text for part in (finding.parts[0].parts if self.bar.lifted_by else finding.parts)
                if part.truth is Truth.YES
            )  # fmt: skip
            return Reason(
                self.code, truth, f"{self.bar.rule}（{self.bar.article}）。本人{grounds}。期限：{self.bar.duration}。",
                f"按照{self.bar.article}，你现在不能从事这个岗位，可以看看其他岗位。",
                gap=float("inf"), article=self.bar.article,
            )  # fmt: skip
        return self._question(pair, [code for code in FACTS if code in finding.missing], surely=surely)

    def _question(self, pair: Pair, missing: list[str], *, surely: bool) -> Reason:
        blocks = surely and bool(missing) and pair.seeker.case is not None and self.bar.effect is Effect.BAR
        asked = "、".join(f"是否{FACTS[code].label}" for code in missing)
        if self.bar.effect is Effect.CHECK:
            worker = f"待核实：{self.bar.rule}（{self.bar.article}）。"
        elif missing:
            worker = f"先核实：{asked}。依据{self.bar.article}{'，核实前不推荐' if blocks else ''}。"
        else:
            worker = f"先核实岗位是否属于“{self.bar.name}”及其工作地点：依据{self.bar.article}，本人受限制。"
        client = "这个岗位有法定的从业条件，请先和社工确认。"
        facts = tuple(f"client.facts.{code}" for code in missing) if surely and missing else ("vacancy.kinds",)
        return Reason(self.code, Truth.UNKNOWN, worker, client, facts, article=self.bar.article, blocks=blocks)

    def _concerned(self, posts: PostColumns) -> np.ndarray:
        """int8 (n_posts,): whether the post is one of the kinds, where the bar holds."""
        if self.code not in posts.memo:
            kinds = list(PostKind)
            of_kind = posts.kinds[[kinds.index(kind) for kind in sorted(self.bar.kinds)]].max(axis=0)
            if self.bar.region:
                # By region, of which there are few; the last stands for a post that does not say.
                here = [_lies_in(code, self.bar.region) for code in posts.regions]
                of_kind = np.minimum(of_kind, np.array([*here, UNKNOWN], np.int8)[posts.region])
            posts.memo[self.code] = np.asarray(of_kind)
        found: np.ndarray = posts.memo[self.code]
        return found

    def _barred(self, seekers: SeekerColumns) -> np.ndarray:
        """int8 (n_seekers,): whether the bar applies to the person on that day."""
        if self.code not in seekers.memo:
            found = [self.bar.finding(seeker.case, seekers.as_of).truth.value for seeker in seekers.seekers]
            seekers.memo[self.code] = np.array(found, np.int8)
        barred: np.ndarray = seekers.memo[self.code]
        return barred


def _lies_in(region: str, stem: str) -> np.int8:
    return YES if region_stem(region).startswith(stem) else NO
