"""参会企业: a firm on the list of a fair, the letters it signed there, and the history of both."""

import unicodedata
import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from employers.models.enterprise import Enterprise, check_credit_code
from employers.models.fair import FAIR_MOVES, Fair, FairState
from people.models import Recorded

MOST_PEOPLE = 20
MOST_LETTERS = 200


def key_of(name: str) -> str:
    """What makes two ways of writing the name of a firm the same: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class FairGuestQuerySet(models.QuerySet["FairGuest"]):
    def standing(self) -> Self:
        """Those that have not been taken back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, actor) -> Self:
        """Those of fairs in the actor's city."""
        return self.filter(fair__in=Fair.objects.visible_to(actor))


class FairGuest(models.Model):
    """One registration of a firm. Taken back, it stays on record.

    enterprise  the firm on the platform, where a contact of it registered or staff chose it; None: as the words say
    uid         stands in the guest's own link, by which it sees, changes or takes back what it sent
    once        drawn when the form was shown: the same form sent twice makes one guest
    link        address of the guest's own page, for the letters; "" where it has none
    came        None: nobody has ticked it off yet
    """

    class By(models.TextChoices):
        GUEST = "guest", "企业"
        STAFF = "staff", "工作人员"

    fair = models.ForeignKey(Fair, models.PROTECT, related_name="guests", verbose_name="推介会")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="fair_guests", verbose_name="企业"
    )
    firm_name = models.CharField("企业名称", max_length=100)
    firm_key = models.CharField(max_length=120, editable=False)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, validators=[check_credit_code])
    contact_name = models.CharField("联系人", max_length=40)
    phone = models.CharField("联系电话", max_length=20)
    email = models.EmailField("电子邮箱", max_length=60, blank=True)
    people = models.PositiveSmallIntegerField(
        "来几个人", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    posts = models.CharField("想招什么人", max_length=200, blank=True)
    by = models.CharField("谁登记的", max_length=6, choices=By.choices, default=By.GUEST)
    at = models.DateTimeField("报名时间", default=timezone.now)
    link = models.CharField(max_length=300, blank=True, editable=False)
    came = models.BooleanField("到场", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取消报名时间", null=True, blank=True, editable=False)

    objects = FairGuestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参会企业"
        ordering = ("at", "pk")
        constraints = (
            # Somebody who knows firm and telephone of another must not reach its registration with an address of her
            # own: another address is another registration, and staff see both.
            models.UniqueConstraint(
                fields=["fair", "firm_key", "phone", "email"],
                condition=Q(withdrawn_at=None),
                name="fair_guest_once",
                violation_error_message="这家企业已经用这个电话报过名。",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1) & Q(people__lte=MOST_PEOPLE), name="fair_guest_brings_somebody"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(came=None) | Q(came=False), name="fair_guest_withdrawn_did_not_come"
            ),
        )

    def __str__(self) -> str:
        return f"参会企业 #{self.pk}"

    def save(self, *args, **options) -> None:
        self.firm_key = key_of(self.firm_name)
        if (fields := options.get("update_fields")) is not None and "firm_name" in fields:
            options["update_fields"] = {*fields, "firm_key"}
        super().save(*args, **options)

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None


class LetterQuerySet(models.QuerySet["LetterOfIntent"]):
    def visible_to(self, actor) -> Self:
        """Those of fairs in the actor's city."""
        return self.filter(guest__fair__in=Fair.objects.visible_to(actor))


class LetterOfIntent(Recorded):
    """意向书: one of those that a firm signed at a fair, counted from 1. With whom is not written here."""

    guest = models.ForeignKey(FairGuest, models.CASCADE, related_name="letters", verbose_name="参会企业")
    number = models.PositiveSmallIntegerField("第几份", validators=[MinValueValidator(1)])

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "意向书"
        ordering = ("guest", "number")
        constraints = (models.UniqueConstraint(fields=["guest", "number"], name="letter_of_intent_once"),)

    def __str__(self) -> str:
        return f"意向书 #{self.pk}"

    @property
    def fair_id(self) -> int:
        """Where it was signed."""
        return self.guest.fair_id


# What stands in the history beside the moves; the state stays.
BESIDE = {
    "plan": "登记",
    "edit": "修改",
    "register": "企业报名",
    "change": "改报名信息",
    "withdraw": "取消报名",
    "mark": "登记到场和意向",
}


class FairEvent(models.Model):
    """One step. ``actor`` None: the guest itself did it, by its own link. ``words`` never hold a person's name."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="events", verbose_name="推介会")
    guest = models.ForeignKey(FairGuest, models.CASCADE, null=True, blank=True, related_name="events")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", default=timezone.now)
    name = models.CharField("动作", max_length=10)
    source = models.CharField("原状态", max_length=10, choices=FairState)
    target = models.CharField("新状态", max_length=10, choices=FairState)
    words = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推介会变更"
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(guest__isnull=False), name="fair_event_by_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fair_id} {self.name}"

    @property
    def label(self) -> str:
        return BESIDE.get(self.name) or FAIR_MOVES[self.name].label
