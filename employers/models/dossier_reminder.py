"""到期提醒: that a firm was told of a day that is near. One row per thing and day, so that nobody is told twice."""

from django.db import models
from django.utils import timezone

from employers.models.dossier import OfAFirm
from employers.models.enterprise import Enterprise


class DossierReminder(models.Model):
    """The contacts of a firm were told of ``about``, which is due on ``due_on``.

    about  ``paper:<number>`` or ``deadline:<number of the dossier>``
    """

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="dossier_reminders", verbose_name="企业")
    about = models.CharField("事项", max_length=40)
    due_on = models.DateField("到期日")
    at = models.DateTimeField("提醒时间", default=timezone.now)

    objects = OfAFirm.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "材料到期提醒"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint("enterprise", "about", "due_on", name="dossier_reminded_once"),)

    def __str__(self) -> str:
        return f"材料到期提醒 {self.pk}"
