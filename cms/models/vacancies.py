"""招聘岗位: what firms offer in public."""

from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.models.section import Section


class VacanciesPage(RoutablePageMixin, Section):
    """招聘岗位, in the firm's own public words."""

    class Meta:
        verbose_name = verbose_name_plural = "招聘岗位"
