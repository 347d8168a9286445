"""培训: who teaches what, and when the next class begins."""

from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.models.section import Section


class TrainingPage(RoutablePageMixin, Section):
    """培训机构."""

    class Meta:
        verbose_name = verbose_name_plural = "培训机构"
