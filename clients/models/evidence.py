"""事实与佐证: one answer about a household or one of its members, with what it rests on."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.models import Role
from people.vault import EncryptedTextField, SealedFiles


class Grade(models.TextChoices):
    """How good the evidence is, weakest first."""

    CLAIMED = "claimed", "本人陈述"
    SEEN = "seen", "上门核实"
    DOCUMENTED = "documented", "有材料"
    CERTIFIED = "certified", "部门比对"

    @property
    def rank(self) -> int:
        """0 for what is only claimed, 3 for what an authority has compared."""
        return list(Grade).index(self)


PAPER_FILES = SealedFiles("PAPERS_DIR")


class PaperQuerySet(CaseQuerySet):
    def shown_to(self, user) -> Self:
        """Papers of the households that ``user`` may see; the restricted ones to the client's own caseworker alone."""
        return self.households(user).filter(help_event=None)._unless_restricted(user)

    def of_contacts_shown_to(self, user) -> Self:
        """What was photographed at contacts with the clients whose case ``user`` may open: of the case, not of the
        household, and so no welfare officer's. The restricted ones to the client's own caseworker alone."""
        return self.visible_to(user).filter(help_event__isnull=False)._unless_restricted(user)

    def _unless_restricted(self, user) -> Self:
        own = Q(client__caseworker=user) if user.role == Role.SOCIAL_WORKER else Q()
        return self.filter(Q(restricted=False) | own) if own else self.filter(restricted=False)


PaperManager = CaseManager.from_queryset(PaperQuerySet)


class Paper(CaseRecord):
    """One paper that was handed in: once, for whatever it proves. The content lies encrypted beside the database.

    ``uid`` is its address; ``media_type`` is what the bytes are, whatever the file was called.
    ``restricted``: it tells of illness or treatment, and exists for the client's own caseworker alone.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="papers")
    member = models.ForeignKey(
        "clients.HouseholdMember", on_delete=models.CASCADE, null=True, blank=True, related_name="papers"
    )
    # Handed in, or photographed, at a contact.
    help_event = models.ForeignKey(
        "clients.HelpEvent", on_delete=models.SET_NULL, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField("材料名称", max_length=60)
    media_type = models.CharField("类型", max_length=40, editable=False)
    size = models.PositiveIntegerField("字节数", editable=False)
    issued_on = models.DateField("出具日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    restricted = models.BooleanField("只有责任社工可见", default=False)

    objects: ClassVar[Any] = PaperManager()

    class Meta:
        verbose_name = verbose_name_plural = "材料"
        ordering = ("-recorded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="paper_expires_after_issue",
                violation_error_message="有效期不能早于出具日期。",
            ),
        )

    def __str__(self) -> str:
        return f"材料 #{self.pk}"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def word(self) -> str:
        """What it is at a glance: ``照片`` or ``文件``."""
        return "照片" if self.is_picture else "文件"


class HouseholdFactQuerySet(CaseQuerySet):
    def current(self):
        """The answers that stand; older ones stay as history."""
        return self.filter(superseded_at__isnull=True)


HouseholdFactManager = CaseManager.from_queryset(HouseholdFactQuerySet)


class HouseholdFact(CaseRecord):
    """One answer to one question of the fact dictionary. A new answer never overwrites: it supersedes.

    code      as in the fact dictionary, which also says whether it is of the household or of a person
    member    None: of the household, or of the client herself where the question is about a person
    value     JSON of a yes/no, a number as text, a date as text, or an option; ``null``: asked, and nobody knows
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="household_facts")
    member = models.ForeignKey(
        "clients.HouseholdMember", on_delete=models.CASCADE, null=True, blank=True, related_name="facts"
    )
    code = models.CharField("事项", max_length=60)
    value = EncryptedTextField("回答", max_length=400)
    grade = models.CharField("佐证等级", max_length=12, choices=Grade.choices, default=Grade.CLAIMED)
    source = EncryptedTextField("来源", max_length=120, blank=True, default="")
    known_on = models.DateField("核实日期", default=timezone.localdate)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="facts")
    superseded_at = models.DateTimeField("被新记录替代", null=True, blank=True, editable=False)

    objects: ClassVar[Any] = HouseholdFactManager()

    class Meta:
        verbose_name = verbose_name_plural = "家庭情况"
        ordering = ("code", "pk")
        indexes = (models.Index(fields=["client", "superseded_at"], name="household_fact_current"),)
        constraints = (
            # Two, because to a database no NULL equals another.
            models.UniqueConstraint(
                fields=["client", "code"],
                condition=Q(superseded_at__isnull=True, member__isnull=True),
                name="one_current_answer_of_household",
            ),
            models.UniqueConstraint(
                fields=["member", "code"],
                condition=Q(superseded_at__isnull=True, member__isnull=False),
                name="one_current_answer_of_member",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("known_on")),
                name="household_fact_expires_after_known",
                violation_error_message="有效期不能早于核实日期。",
            ),
        )

    def __str__(self) -> str:
        return f"家庭情况 #{self.pk}"
