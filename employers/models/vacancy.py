"""岗位: one post with its place, wage and demands, and the states it goes through."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from employers.may import KEEPERS, city_code, kept_code, may_keep
from employers.models.contact import Contact
from employers.models.enterprise import Enterprise
from employers.models.vacancy_moves import MOVES, By, State
from lexicon.features import CERTIFICATES, Education, PostKind, Shift, WorkFeature
from lexicon.occupations import occupation
from people.models import ApiToken, Recorded, Region
from people.scope import code_range

FRESH_DAYS = 30


class Datum(models.TextChoices):
    WGS84 = "wgs84", "WGS-84（卫星定位）"
    GCJ02 = "gcj02", "GCJ-02（高德、腾讯）"
    BD09 = "bd09", "BD-09（百度）"


def check_codes(vocabulary: frozenset[str], codes: object) -> None:
    """Raises ValidationError unless ``codes`` is a list of different codes of ``vocabulary``."""
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValidationError("这里应是一列代码。")
    strange = [code for code in codes if code not in vocabulary]
    if strange or len(set(codes)) != len(codes):
        raise ValidationError(f"有不认识或重复的代码：{'、'.join(strange) or '重复'}。")


def check_features(codes: object) -> None:
    check_codes(frozenset(WorkFeature), codes)


def check_shifts(codes: object) -> None:
    check_codes(frozenset(Shift), codes)


def check_post_kinds(codes: object) -> None:
    check_codes(frozenset(PostKind), codes)


def check_occupation(code: str) -> None:
    """Validator: an occupation of 职业分类大典 2022."""
    if occupation(code) is None:
        raise ValidationError("没有这个职业代码，请从职业表里选。")


def fresh_since(as_of: date) -> datetime:
    """The first moment that counts as fresh on ``as_of``: the start of the day FRESH_DAYS before it."""
    return timezone.make_aware(datetime.combine(as_of - timedelta(days=FRESH_DAYS), time.min))


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open(self, as_of: date) -> Self:
        """Published, refreshed within 30 days before ``as_of``, and not all places taken."""
        return self.published().with_places().filter(refreshed_at__gte=fresh_since(as_of))

    def for_visitors(self, as_of: date) -> Self:
        """Open ones of verified firms that agreed to be named on the public site. What their words ask and say is
        looked at besides, in ``employers.public.vacancies``."""
        return self.open(as_of).filter(is_public=True, enterprise__verified_at__isnull=False)

    def unasked(self) -> Self:
        """Not ended, and nobody has asked the firm whether it stands on the public site."""
        return self.filter(is_public=None).exclude(state__in=(State.FILLED, State.EXPIRED))

    def stale(self, as_of: date) -> Self:
        """Published, but nobody has confirmed it for more than 30 days."""
        return self.published().filter(refreshed_at__lt=fresh_since(as_of))

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def with_places(self) -> Self:
        """An unknown headcount counts as having places: nobody has said that it is full."""
        return self.filter(Q(headcount=None) | Q(filled__lt=F("headcount")))

    def visible_to(self, actor) -> Self:
        """What is kept by the actor, in every state, and what is published in her city."""
        if actor.region is None:
            return self.none()
        low, high = code_range(city_code(actor.region.code))
        readable = Q(state=State.PUBLISHED, region__code__gte=low, region__code__lte=high)
        return self.filter(readable | _kept(actor)) if actor.role in KEEPERS else self.filter(readable)

    def kept_by(self, actor) -> Self:
        """What the actor may change: staff by county, see ``employers.may``; a contact what her firm posted; another
        system what it sent, for firms for which it still may speak."""
        if isinstance(actor, ApiToken):
            firms = Enterprise.objects.spoken_for_by(actor).values("pk")
            return self.filter(sent__sender=actor.sender, enterprise__in=firms)
        if isinstance(actor, Contact):
            # Asked anew: she may have left the firm since her page was opened.
            mine = Contact.objects.active().filter(pk=actor.pk).values("enterprise")
            return self.filter(enterprise__in=mine)
        return self.filter(_kept(actor)) if actor.region is not None and actor.role in KEEPERS else self.none()

    def to_review(self) -> Self:
        """Submitted by their firm, or offered and changed by it since somebody looked; who waits longest first."""
        waiting = self.filter(state__in=(State.SUBMITTED, State.PUBLISHED), review_since__isnull=False)
        return waiting.order_by("review_since", "pk")


def _kept(actor) -> Q:
    low, high = code_range(kept_code(actor.region.code))
    return Q(enterprise__region__code__gte=low, enterprise__region__code__lte=high)


class Vacancy(Recorded):
    """One post. Wages are 元/月; None means that the advertisement does not say, also for headcount, board and bed.

    ``demands`` keeps what the advertisement asks of the person, as stated, with the legal flag: for staff, never a
    filter. ``post_kinds`` are the statutory kinds that occupational bars name: guessed until ``kinds_confirmed_at``.

    is_public        whether the firm agreed that the post stands on the public site under its name; None: not asked yet
    public_agreed_by who of the firm said so to staff; "" where the firm itself said so in the portal
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="vacancies", verbose_name="企业")
    title = models.CharField("岗位名称", max_length=60)
    occupation = models.CharField("职业", max_length=12, blank=True, db_index=True, validators=[check_occupation])
    headcount = models.PositiveIntegerField(
        "招聘人数", null=True, blank=True, validators=[MinValueValidator(1)], help_text="不清楚可以空着。"
    )
    filled = models.PositiveIntegerField("已招人数", default=0)

    wage_min = models.DecimalField(
        "月工资，最低", max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    wage_max = models.DecimalField(
        "月工资，最高", max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    wage_text = models.CharField("工资原文", max_length=120, blank=True)

    region = models.ForeignKey(Region, models.PROTECT, related_name="vacancies", verbose_name="工作地区")
    address = models.CharField("工作地点", max_length=200, blank=True)
    longitude = models.FloatField(
        "经度", null=True, blank=True, validators=[MinValueValidator(73), MaxValueValidator(136)]
    )
    latitude = models.FloatField(
        "纬度", null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(54)]
    )
    datum = models.CharField("坐标系", max_length=8, choices=Datum, blank=True)

    # Lists of codes of lexicon.features: JSON, because SQLite and PostgreSQL both have it.
    shifts = models.JSONField("班次", default=list, blank=True, validators=[check_shifts])
    features = models.JSONField("岗位特点", default=list, blank=True, validators=[check_features])
    certificates = models.JSONField("需要的证书", default=list, blank=True)
    post_kinds = models.JSONField("法定限制类别", default=list, blank=True, validators=[check_post_kinds])
    kinds_confirmed_at = models.DateTimeField("类别核对时间", null=True, blank=True, editable=False)
    # "" means that the advertisement does not say; "none" that it asks for no schooling.
    education = models.CharField("学历", max_length=10, choices=Education.choices(), blank=True)
    experience_years = models.PositiveSmallIntegerField("经验年数", null=True, blank=True)
    board = models.BooleanField("包吃", null=True, blank=True)
    lodging = models.BooleanField("包住", null=True, blank=True)
    insurance = models.BooleanField("缴社会保险", null=True, blank=True)
    # 非全日制用工, up to four hours a day (劳动合同法 第六十八条): the monthly minimum wage does not bind it.
    part_time = models.BooleanField("非全日制", default=False)
    text = models.TextField("岗位说明", max_length=4000, blank=True)
    demands = models.JSONField("对人的要求（原文）", default=list, blank=True, editable=False)

    is_public = models.BooleanField("在网站上公开", null=True, blank=True)
    public_agreed_by = models.CharField("企业谁同意公开的", max_length=60, blank=True)

    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)
    refreshed_at = models.DateTimeField("最近确认", null=True, blank=True, editable=False)
    # What the firm submitted or changed at this moment, nobody on staff has looked at yet.
    review_since = models.DateTimeField("待看起", null=True, blank=True, editable=False)
    # Digest of the advertisement it was imported from: the same file twice adds nothing.
    import_key = models.CharField("导入标记", max_length=64, null=True, blank=True, unique=True, editable=False)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ("-refreshed_at", "-pk")
        indexes = (
            models.Index(fields=["state", "-refreshed_at"], name="vacancy_by_freshness"),
            models.Index(fields=["longitude", "latitude"], name="vacancy_by_place"),
            models.Index(fields=["review_since"], name="vacancy_to_review", condition=Q(review_since__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(headcount=None) | Q(headcount__gte=1) & Q(filled__lte=F("headcount")),
                name="vacancy_not_overfilled",
                violation_error_message="已招人数不能多于招聘人数。",
            ),
            models.CheckConstraint(
                condition=Q(wage_min=None) | Q(wage_max=None) | Q(wage_min__lte=F("wage_max")),
                name="vacancy_wage_in_order",
                violation_error_message="最低工资不能高于最高工资。",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None, datum="")
                | Q(longitude__isnull=False, latitude__isnull=False) & ~Q(datum=""),
                name="vacancy_point_is_whole",
                violation_error_message="经度、纬度和坐标系要么都填，要么都不填。",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False, refreshed_at__isnull=False),
                name="vacancy_published_since_some_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(state__in=[State.DRAFT, State.SUBMITTED]),
                name="vacancy_never_published_before_review",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | Q(review_since__isnull=False),
                name="vacancy_submitted_is_to_be_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DRAFT) | Q(review_since=None), name="vacancy_draft_is_not_reviewed"
            ),
            models.CheckConstraint(
                condition=Q(refreshed_at=None) | Q(refreshed_at__gte=F("published_at")),
                name="vacancy_refreshed_after_published",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def places_left(self) -> int | None:
        """How many are still sought; None while the headcount is unknown."""
        return None if self.headcount is None else self.headcount - self.filled

    @property
    def occupation_name(self) -> str:
        """The occupation in words, "" when none is recorded."""
        known = occupation(self.occupation) if self.occupation else None
        return known.name if known else self.occupation

    @property
    def kinds_are_confirmed(self) -> bool:
        return self.kinds_confirmed_at is not None

    def is_stale(self, as_of: date) -> bool:
        """Whether it stands as published although nobody has confirmed it for more than 30 days."""
        return (
            self.state == State.PUBLISHED and self.refreshed_at is not None and self.refreshed_at < fresh_since(as_of)
        )

    def may_be_kept_by(self, actor) -> bool:
        return actor.region is not None and may_keep(actor.role, actor.region.code, self.enterprise.region.code)

    def feature_labels(self) -> list[str]:
        return [WorkFeature(code).label for code in self.features]

    def shift_labels(self) -> list[str]:
        return [Shift(code).label for code in self.shifts]

    def post_kind_labels(self) -> list[str]:
        return [PostKind(code).label for code in self.post_kinds]

    def certificate_labels(self) -> list[str]:
        """Labels; a certificate that the vocabulary does not list goes by its own name."""
        return [CERTIFICATES[code].label if code in CERTIFICATES else code for code in self.certificates]

    @property
    def waits_for_review(self) -> bool:
        """Whether it stands among ``to_review``."""
        return self.review_since is not None and self.state in (State.SUBMITTED, State.PUBLISHED)

    @property
    def fresh_until(self) -> date | None:
        """The last day on which it is offered unless somebody confirms it; None while it is not published."""
        if self.state != State.PUBLISHED or self.refreshed_at is None:
            return None
        return timezone.localdate(self.refreshed_at) + timedelta(days=FRESH_DAYS)

    def days_left(self, as_of: date) -> int | None:
        """Days until ``fresh_until``: 0 on the last one, negative when it is past; None while it is not published."""
        return None if self.fresh_until is None else (self.fresh_until - as_of).days

    def possible_moves(self, by: By = By.STAFF) -> list[str]:
        """Names of the moves that start from the present state and that ``by`` may take, in the order of MOVES.

        A firm cannot reopen what was never published: it would pass by the review.
        """
        return [
            name
            for name, step in MOVES.items()
            if self.state in step.sources and by in step.by and not self.passes_review_by(name, by)
        ]

    def passes_review_by(self, name: str, by: By) -> bool:
        """Whether the step would offer what nobody on staff has ever looked at."""
        return by != By.STAFF and MOVES[name].target == State.PUBLISHED and self.published_at is None
