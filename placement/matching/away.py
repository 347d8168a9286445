"""Which leave a post needs of somebody whom a street looks after: a note beside the match, never an obstacle.

Working outside the executing county is allowed. Who leaves it for three days or more reports in writing before
(戒毒条例第十九条); who stays there for good has the executing place changed (第二十二条). An employer never reads of
it.
"""

from datetime import date

from law.case_clocks import leave_needed
from law.case_clocks.leave import LEAVE_FROM
from law.truth import Truth
from lexicon.features import WorkFeature
from placement.matching.constraints.constraint import Reason
from placement.matching.records import Post, Seeker

COUNTY = 6
CODE = "leave"
_AWAY = {WorkFeature.TRAVEL: "要出差", WorkFeature.OVERNIGHT: "要住外过夜"}


def leave_note(seeker: Seeker, post: Post, as_of: date) -> Reason | None:
    """What the post asks of her in this respect, in the words for the worker and for the client; "" for an employer.

    None where no street looks after her, and for work in the county from which one comes home. Where the post does not
    say in which county it is, that is to be asked: ``missing``.
    """
    if seeker.executing_county is None:
        return None
    outside = outside_county(post.region, seeker.executing_county)
    away = "、".join(words for feature, words in _AWAY.items() if feature in post.features)
    lodging = "提供住宿" if post.lodging and outside is not Truth.NO else ""
    finding = leave_needed(None, None if outside is Truth.UNKNOWN else outside is Truth.YES, as_of)
    days = (LEAVE_FROM.at(as_of) or LEAVE_FROM.values[-1]).value
    stays = "、".join(part for part in (away, lodging) if part)
    if outside is Truth.YES:
        begins = f"岗位不在执行地的县（市、区、旗）{f'，{stays}' if stays else ''}。"
        daily = "" if away else "每天往返的不用请假；"
        worker = f"{begins}{daily}一次离开{days}日以上的，走之前书面报告；长期在那边做的，办执行地变更。"
        client = f"这份工作不在本县。{daily}要离开{days}天以上的，走之前和社工一起写外出报告。"
        return Reason(CODE, Truth.UNKNOWN, worker, client, article=finding.article)
    if outside is Truth.UNKNOWN:
        worker = f"岗位在哪个旗县区没写明：不在执行地的，一次离开{days}日以上要先书面报告。"
        client = f"先问清在哪里上班。要离开本县{days}天以上的，走之前写外出报告。"
        return Reason(CODE, Truth.UNKNOWN, worker, client, ("vacancy.region",), article=finding.article)
    if away:
        worker = f"岗位{away}：离开本县（市、区、旗）{days}日以上的，走之前书面报告。"
        client = f"这份工作{away}。要离开本县{days}天以上的，走之前和社工一起写外出报告。"
        return Reason(CODE, Truth.UNKNOWN, worker, client, article=finding.article)
    return None


def outside_county(region: str | None, county: str) -> Truth:
    """Whether a post of this region lies outside the county; open where the region is wider than one and holds it.

    A city's code may be written short or with zeros: 1506, 150600.
    """
    if not region:
        return Truth.UNKNOWN
    code = region.removesuffix("00").removesuffix("00") if len(region) == COUNTY else region
    if len(code) >= COUNTY:
        return Truth.of(code[:COUNTY] != county)
    return Truth.UNKNOWN if county.startswith(code) else Truth.YES
