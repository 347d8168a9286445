"""计算器: what an incentive would bring, for anybody who asks."""

from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.models.section import Section


class CalculatorPage(RoutablePageMixin, Section):
    """扶持计算器. Nothing that is typed is stored."""

    class Meta:
        verbose_name = verbose_name_plural = "扶持计算器"
