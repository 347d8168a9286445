"""服务对象: who she is, where she lives, who answers for her. Identity is encrypted; lookups go by blind index."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.identity import age_on, clean_id_number, masked_id_number
from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from clients.names import initials, masked_name, name_key
from lexicon.features import Education
from people.models import Sex
from people.vault import EncryptedTextField, blind_index, declare_index

NO_CONTACT_DAYS = 30
# No blind index reads so: empty words find nobody.
NEVER = "-"
EDUCATION_CHOICES = [(Education.NONE.value, "未上学"), *Education.choices()[1:]]


class BlindIndexField(models.CharField):
    """The blind index of another field of the row, kept in step with it whenever the row is written.

    ``of`` names the encrypted field, ``key`` turns its text into what is compared; empty text has no index (None).
    """

    def __init__(self, *args, of: str = "", key=str, **kwargs) -> None:
        self.of, self.key = of, key
        kwargs.update(max_length=64, null=True, blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for settled in ("max_length", "null", "blank", "editable"):
            kwargs.pop(settled, None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        declare_index(f"client.{name}")

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        value = index_of(self.attname, self.key(getattr(model_instance, self.of) or ""))
        setattr(model_instance, self.attname, value)
        return value


def index_of(field: str, text: str) -> str | None:
    """The blind index of ``text`` as the client's column ``field`` stores it; None for empty text."""
    return blind_index(f"client.{field}", text) if text else None


class ClientQuerySet(CaseQuerySet):
    """Words for lists of clients. Each is chained after ``visible_to``, ``lookup`` or ``unscoped``."""

    def open(self):
        return self.filter(status=Client.Status.OPEN)

    def without_contact(self, as_of: date, days: int = NO_CONTACT_DAYS):
        """Nobody has recorded a contact within ``days`` days before ``as_of``, or ever; counted from the opening."""
        since = as_of - timedelta(days=days)
        return self.filter(Q(last_contact_on__lt=since) | Q(last_contact_on__isnull=True, opened_on__lt=since))

    def without_wish(self):
        """Nothing is recorded of what they want to do."""
        return self.filter(Q(wish__isnull=True) | Q(wish__occupations=[], wish__text=""))

    def called(self, words: str):
        """Exact look-up by full name, initials of the pinyin, 编号, ID number or telephone."""
        plain = words.strip()
        return self.filter(
            Q(name_index=index_of("name_index", name_key(plain)) or NEVER)
            | Q(initials_index=index_of("initials_index", plain.lower()) or NEVER)
            | Q(id_number_index=index_of("id_number_index", clean_id_number(plain)) or NEVER)
            | Q(phone_index=index_of("phone_index", plain) or NEVER)
            | Q(number__iexact=plain)
        )


ClientManager = CaseManager.from_queryset(ClientQuerySet)


class Client(CaseRecord):
    """One case. Closed ones stay; a person has at most one open case (unique ID number among open ones)."""

    class Status(models.TextChoices):
        OPEN = "open", "在册"
        CLOSED = "closed", "已结案"

    class Category(models.TextChoices):
        """Why somebody is assisted. It stays in the case zone: a firm meets candidates, never categories."""

        REHABILITATION = "rehabilitation", "戒毒康复人员"
        HARD_TO_PLACE = "hard_to_place", "其他就业困难人员"

    class ClosedHow(models.TextChoices):
        FINISHED = "finished", "期满且三年未复吸"
        MOVED = "moved", "执行地变更"
        CUSTODY = "custody", "收监或强制隔离"
        DIED = "died", "死亡"
        MISTAKE = "mistake", "重复或错误建档"

    class Datum(models.TextChoices):
        WGS84 = "wgs84", "WGS-84"
        GCJ02 = "gcj02", "GCJ-02"
        BD09 = "bd09", "BD-09"

    TO_CLIENT = ""

    number = models.CharField("编号", max_length=20, unique=True, editable=False)
    name = EncryptedTextField("姓名", max_length=40)
    name_index = BlindIndexField("姓名索引", of="name", key=name_key, db_index=True)
    initials_index = BlindIndexField("拼音首字母索引", of="name", key=initials, db_index=True)
    id_number = EncryptedTextField("身份证号", max_length=40, blank=True, default="")
    id_number_index = BlindIndexField("身份证号索引", of="id_number")
    phone = EncryptedTextField("联系电话", max_length=30, blank=True, default="")
    phone_index = BlindIndexField("电话索引", of="phone", db_index=True)
    address = EncryptedTextField("详细地址", max_length=200, blank=True, default="")
    sex = models.CharField("性别", max_length=6, choices=Sex.choices, blank=True, default="")
    birth_date = models.DateField("出生日期", null=True, blank=True)
    education = models.CharField("文化程度", max_length=12, choices=EDUCATION_CHOICES, blank=True, default="")

    registered_region = models.ForeignKey(
        "people.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="户籍地"
    )
    residence_region = models.ForeignKey(
        "people.Region", on_delete=models.PROTECT, related_name="+", verbose_name="居住地"
    )
    longitude = models.FloatField(
        "经度", null=True, blank=True, validators=[MinValueValidator(73), MaxValueValidator(136)]
    )
    latitude = models.FloatField(
        "纬度", null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(54)]
    )
    datum = models.CharField("坐标系", max_length=8, choices=Datum.choices, blank=True, default="")

    category = models.CharField("人员类别", max_length=16, choices=Category.choices, default=Category.REHABILITATION)
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clients", verbose_name="责任社工"
    )
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.OPEN)
    opened_on = models.DateField("建档日期", default=timezone.localdate)
    closed_on = models.DateField("结案日期", null=True, blank=True)
    closed_how = models.CharField("结案原因", max_length=12, choices=ClosedHow.choices, blank=True, default="")
    # Kept by record_help, so that lists need not read the help events.
    last_contact_on = models.DateField("最近联系", null=True, blank=True)
    next_contact_on = models.DateField("下次联系", null=True, blank=True)

    objects: ClassVar[Any] = ClientManager()

    class Meta:
        verbose_name = verbose_name_plural = "服务对象"
        ordering = ("number",)
        indexes = (
            models.Index(fields=["caseworker", "status"], name="client_caseload"),
            models.Index(fields=["residence_region", "status"], name="client_living_in"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["id_number_index"],
                condition=Q(status="open"),
                name="one_open_case_per_id_number",
                violation_error_message="这个身份证号已经在册。",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_on__isnull=True, closed_how="")
                | (Q(status="closed", closed_on__isnull=False) & ~Q(closed_how="")),
                name="client_closed_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True, datum="")
                | (Q(longitude__isnull=False, latitude__isnull=False) & ~Q(datum="")),
                name="client_point_is_whole",
                violation_error_message="经度、纬度和坐标系要么都填，要么都不填。",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def save(self, *args, update_fields=None, **kwargs) -> None:
        if update_fields is not None:
            # An index follows the field it is made of, also when only that field is written.
            update_fields = {*update_fields} | {
                field.attname
                for field in self._meta.concrete_fields
                if isinstance(field, BlindIndexField) and field.of in update_fields
            }
        super().save(*args, update_fields=update_fields, **kwargs)

    def age(self, as_of: date) -> int | None:
        """Full years on ``as_of``; None when the birth date is not known."""
        return age_on(self.birth_date, as_of) if self.birth_date else None

    @property
    def about(self) -> str:
        """What stands beside the name: number, sex, age today, place."""
        age = self.age(timezone.localdate())
        parts = [self.number, self.get_sex_display(), f"{age} 岁" if age is not None else ""]
        return " · ".join(filter(None, [*parts, self.residence_region.short_name]))

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def masked_name(self) -> str:
        """The surname with stars, for people who may know that the case exists but not whose it is."""
        return masked_name(self.name)

    @property
    def masked_id_number(self) -> str:
        return masked_id_number(self.id_number)
