"""第一天清单: what each line of it asks for, by when, and how the sheet says it that the person takes along.

The sheet may lie about at home or be handed over a counter: it names no measure and no site.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from law.case_clocks.reporting import RELEASE, WITHIN
from law.terms import chinese_day
from placement.models.release_plan import FirstDay

# 戒毒条例第三十八条: 社区康复 begins with a report within so many days.
REPORT_WITHIN = timedelta(days=WITHIN[RELEASE].values[-1].value)


@dataclass(frozen=True, slots=True)
class Step:
    """One line. ``within``: days after the release by which it is due; None: nobody has set a day.

    what    for staff: what is to be done
    sheet   for the person, in neutral words; ``{by}`` is the day by which
    law     where the term stands; "" where it is good practice
    """

    item: FirstDay
    what: str
    sheet: str
    within: timedelta | None = None
    law: str = ""

    def due(self, released_on: date) -> date | None:
        return None if self.within is None else released_on + self.within

    def on_sheet(self, released_on: date) -> str:
        due = self.due(released_on)
        return self.sheet.format(by=chinese_day(due) if due else "")


STEPS = tuple(
    Step(*given)
    for given in (
        (
            FirstDay.FETCH,
            "向所里问准日期，和家人、派出所说好谁去接、几点、在哪里等。",
            "谁来接、几点、在哪里等，提前说好。",
            timedelta(0),
        ),
        (
            FirstDay.HOME,
            "落实当晚住处；回不了家的，和街道商量临时住处。",
            "今晚住在哪里，定下来。",
            timedelta(0),
        ),
        (
            FirstDay.PAPERS,
            "解除证明书收好；身份证、户口簿丢了或过期的，先去派出所补办。",
            "身份证、户口簿和随身证明收好；丢了或过期的，先去派出所补办。",
        ),
        (
            FirstDay.PHONE,
            "用本人身份证办手机号，存上责任社工的电话，把新号码记到档案里。",
            "用本人身份证办好手机号，把新号码告诉社工。",
        ),
        (
            FirstDay.REPORT,
            f"被责令社区康复的，{REPORT_WITHIN.days} 日内到执行地的街道（乡镇）报到。",
            "{by}前，到街道（乡镇）报到。",
            REPORT_WITHIN,
            "禁毒法第四十八条、戒毒条例第三十八条",
        ),
        (
            FirstDay.AGREEMENT,
            "报到后及时签协议，把职业指导、技能培训和就业帮扶写进去。",
            "报到的时候，把协议签好。",
            REPORT_WITHIN,
            "戒毒条例第三十七条至第四十条",
        ),
        (
            FirstDay.INSURANCE,
            "查医保、社保断在哪里，能续的先续；上岗以后，单位要在 30 日内办社保登记（社会保险法第五十八条）。",
            "到社保窗口问清医保、社保怎么接上。",
        ),
        (
            FirstDay.RELIEF,
            "家里困难的，先做一次救助筛查，符合的当天就申请。",
            "家里有困难，告诉社工，看能申请哪些救助。",
        ),
        (
            FirstDay.REGISTRATION,
            "还没有工作的，到常住地办失业登记；登记以后至少每 6 个月联系一次。不要为等登记满期推迟上岗。",
            "还没上班的，到就业服务窗口办失业登记。",
        ),
        (
            FirstDay.BANK,
            "开通一张本人的银行卡，上岗前告诉单位。",
            "开通一张本人的银行卡，发工资用。",
        ),
    )
)
