"""Why a referral or a job ended: fixed lists, each reason with what the client is told of it."""

from typing import Self

from django.db import models


class Reason(models.TextChoices):
    """Base of the lists. A member is (code, label); ``for_client`` is the wording for the client, where it differs."""

    @classmethod
    def wordings(cls) -> dict[str, str]:
        return {}

    @property
    def for_client(self: Self) -> str:
        return type(self).wordings().get(self.value, self.label)


class EmployerReason(Reason):
    """Why a firm does not take a candidate, as its own people choose it."""

    SKILLS = "skills", "技能或经验与岗位要求差距较大"
    SHIFT = "shift", "上班时间对不上"
    PLACE = "place", "上下班路程不合适"
    WAGE = "wage", "工资没有谈拢"
    OTHER_CHOSEN = "other_chosen", "选择了其他候选人"
    FILLED = "filled", "岗位已经招满"
    PAUSED = "paused", "岗位暂缓招聘"
    NO_SHOW = "no_show", "约好面试没有到场"
    OTHER = "other", "其他（请写明）"

    @classmethod
    def wordings(cls) -> dict[str, str]:
        return {
            cls.SKILLS: "这个岗位要的经验和您现有的不太一样，我们接着找更合适的。",
            cls.SHIFT: "上班时间对不上。",
            cls.PLACE: "上下班的路不合适。",
            cls.WAGE: "工资没有谈拢。",
            cls.OTHER_CHOSEN: "企业这次选了别人，我们接着找。",
            cls.FILLED: "这个岗位已经招满了。",
            cls.PAUSED: "企业暂时不招了。",
            cls.NO_SHOW: "约好的面试没有见到您。有什么难处告诉我们，可以再约。",
            cls.OTHER: "企业这次没有选上，我们接着找。",
        }


class ClientReason(Reason):
    """Why a client does not go on."""

    WORK = "work", "不想做这类工作"
    SHIFT = "shift", "上班时间对不上"
    PLACE = "place", "路程太远"
    WAGE = "wage", "工资太低"
    FIRM = "firm", "不想去这家企业"
    HEALTH = "health", "身体原因"
    FAMILY = "family", "家里有事"
    STUDY = "study", "去上学或培训"
    FOUND = "found", "自己找到了工作"
    UNREACHABLE = "unreachable", "联系不上本人"
    OTHER = "other", "其他（请写明）"


class WithdrawReason(Reason):
    """Why we take a referral back."""

    MISTAKE = "mistake", "推荐有误"
    VACANCY = "vacancy", "岗位情况变了"
    CONSTRAINT = "constraint", "条件不再符合"
    CONSENT = "consent", "本人撤回了同意"
    CASE = "case", "结案或移交"
    OTHER = "other", "其他（请写明）"


class EndReason(Reason):
    """Why a job ended."""

    CONTRACT_OVER = "contract_over", "合同到期"
    QUIT = "quit", "本人辞职"
    BETTER_JOB = "better_job", "换了更合适的工作"
    WAGE = "wage", "收入太低"
    SHIFT = "shift", "上班时间受不了"
    PLACE = "place", "路程太远"
    HEALTH = "health", "身体原因"
    FAMILY = "family", "家庭原因"
    CONFLICT = "conflict", "与同事或管理人员合不来"
    DISMISSED = "dismissed", "企业辞退"
    LAID_OFF = "laid_off", "企业裁员或停产"
    CUSTODY = "custody", "收监或强制措施"
    UNKNOWN = "unknown", "不清楚"
    OTHER = "other", "其他（请写明）"
