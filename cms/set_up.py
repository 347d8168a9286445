"""The site as it begins: one page of each section, the groups of its editors, the way a page goes to its reader.

Safe to run again: what is there stays as it is, what is missing is added.
"""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Site

from cms import models
from cms.editor.groups import keep_groups
from cms.keep_declared import keep_declared


@dataclass(frozen=True, slots=True)
class Begun:
    """A section as it begins; editors change every word of it."""

    kind: type[models.SitePage]
    slug: str
    title: str
    lead: str = ""
    in_menu: bool = False


# In the order of the menu.
SECTIONS = (
    Begun(models.IncentivesPage, "incentives", "扶持政策", "招用就业困难人员，依法可以享受的税费减免和补贴。", True),
    Begun(models.CalculatorPage, "calculator", "扶持计算器", "填几个数，看看一年能省多少。填写的内容不保存。", True),
    Begun(models.VacanciesPage, "vacancies", "招聘岗位", "本地企业正在招人的岗位，三十天内由企业确认过。", True),
    Begun(models.FairsPage, "fairs", "推介会", "和企业面对面，说清岗位、政策和手续。", True),
    Begun(models.StoriesPage, "stories", "企业故事", "别的企业怎么做。"),
    Begun(models.AssistanceIndexPage, "assistance", "救助政策", "家里有困难，可以申请哪些救助。", True),
    Begun(models.TrainingPage, "training", "培训机构", "学什么、在哪里学、下一期什么时候开班。"),
    Begun(models.PapersPage, "papers", "材料清单与下载", "每项政策要哪些材料，一次看清。"),
    Begun(models.NewsPage, "news", "动态"),
    Begun(models.FaqPage, "questions", "常见问题"),
    Begun(models.ContactPage, "contact", "联系我们", "打个电话，或者来窗口坐坐。", True),
    Begun(models.SearchPage, "search", "站内搜索"),
)


@transaction.atomic
def set_up() -> models.HomePage:
    """Returns the first page."""
    home = models.HomePage.objects.first() or _first_page()
    for one in SECTIONS:
        if not one.kind.objects.exists():
            home.add_child(instance=one.kind(slug=one.slug, title=one.title, lead=one.lead, show_in_menus=one.in_menu))
    keep_groups()
    keep_declared()
    return home


def _first_page() -> models.HomePage:
    """In the place of the page that Wagtail begins with."""
    root = Page.get_first_root_node()
    begun_with = Site.objects.filter(is_default_site=True).values_list("root_page", flat=True)
    welcome = Page.objects.filter(pk__in=list(begun_with))
    home = models.HomePage(title="就业援助平台", slug="site", lead="给一个岗位，稳一个家庭。")
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "就业援助平台"}
    )
    welcome.delete()
    return home
