"""One page that shows every component with invented content: the place to look before building a screen."""

from datetime import timedelta
from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ui import widgets
from ui.gallery_examples import NAVIGATION, PORTAL_NAVIGATION, examples
from ui.gallery_pictures import pictures


def showroom(view):
    """Open to anyone in the demo and while developing; elsewhere there is no such page."""

    @wraps(view)
    def inside(request: HttpRequest) -> HttpResponse:
        if not (settings.DEMO or settings.DEBUG):
            raise Http404
        return view(request)

    return require_safe(login_not_required(inside))


class WishExample(forms.Form):
    """One field of every kind; none of it is stored."""

    occupation = forms.CharField(label="想做的工作", help_text="可以写几种，用顿号分开", initial="维修电工、物业水电工")
    floor = forms.IntegerField(label="最低月工资", widget=widgets.Wage, initial=3200, min_value=0)
    radius = forms.IntegerField(label="通勤距离", widget=widgets.Measured("公里以内"), required=False)
    start = forms.DateField(label="最早哪天能上岗", required=False)
    education = forms.ChoiceField(label="学历", choices=[("", "请选择"), ("junior", "初中"), ("senior", "高中或中专")])
    shifts = forms.MultipleChoiceField(
        label="能上的班次",
        choices=[("day", "白班"), ("two", "两班倒"), ("three", "三班倒"), ("night", "夜班")],
        widget=forms.CheckboxSelectMultiple,
        initial=["day", "two"],
    )
    wage = forms.CharField(
        label="上月工资",
        widget=widgets.OrUnknown(widgets.Amount("元/月"), "上月工资"),
        required=False,
        help_text="不知道就勾“不清楚”，它也是一种回答",
    )
    height = forms.ChoiceField(
        label="登高作业",
        choices=[("can", "可以"), ("cannot", "不可以"), ("unknown", "没问过")],
        widget=widgets.Segments,
        initial="unknown",
    )
    sign_in = forms.ChoiceField(
        label="签到方式",
        choices=[("office", "到社区工作站签到"), ("visit", "社工上门"), ("phone", "视频签到")],
        widget=widgets.Cards,
        required=False,
        initial="office",
    )
    districts = forms.MultipleChoiceField(
        label="愿意去的旗区",
        choices=[
            (name, name) for name in ("东胜区", "康巴什区", "伊金霍洛旗", "达拉特旗", "准格尔旗", "乌审旗", "杭锦旗")
        ],
        widget=widgets.PickList,
        initial=["东胜区", "康巴什区"],
        required=False,
    )
    note = forms.CharField(label="补充说明", widget=forms.Textarea, max_length=200, required=False)
    confirmed = forms.BooleanField(label="已和本人当面核对", help_text="核对日期会记为今天")


class WrongExample(forms.Form):
    """A form that came back with errors."""

    name = forms.CharField(label="姓名")
    id_number = forms.CharField(label="身份证号", help_text="18 位，最后一位可以是 X")
    phone = forms.CharField(label="手机号")

    def clean_id_number(self):
        raise forms.ValidationError("身份证号最后一位校验不符，多半是有一位抄错了。请对照证件再看一遍。")


@showroom
def gallery(request):
    """Every component of the desk."""
    messages.success(request, "已收藏“维修电工（低压）”，在服务对象的“推荐岗位”里可以看到。")
    messages.warning(request, "这份记录 40 天没有更新了，推荐前请先核对意愿。")
    now = timezone.now()
    context = examples() | {
        **pictures(),
        "nav": NAVIGATION,
        "demo": True,
        "wish": WishExample(),
        "wrong": WrongExample({"name": "王建军", "id_number": "150602198803140017", "phone": ""}),
        "page": Paginator(range(512), 25).get_page(request.GET.get("page", "4")),
        "now": now,
        "today": timezone.localdate(),
        "days": {name: now + timedelta(days=n) for name, n in DAYS.items()},
    }
    return render(request, "ui/gallery.html", context)


DAYS = {"overdue": -3, "due": 0, "soon": 5, "later": 40, "week_ago": -7, "month_ago": -33, "yesterday": -1}


@showroom
def portal(request):
    """The frame of the employer side."""
    return render(request, "ui/gallery_portal.html", examples() | {"nav": PORTAL_NAVIGATION, "demo": True})


@showroom
def entrance(request):
    """The frame of sign-in and error pages."""
    return render(request, "ui/gallery_entrance.html", {"demo": True, "form": SignInExample()})


class SignInExample(forms.Form):
    """What a sign-in page looks like; it signs nobody in."""

    login = forms.CharField(label="用户名")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)
