"""参会企业 of a fair on the desk: who came and what they signed, firms that called, the sheet at the door, the list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import hold_fair
from employers.desk.fair_forms import DeskGuestForm
from employers.desk.fair_lines import lines_of, marks_of
from employers.desk.fairs import show
from employers.desk.firms import keepers
from employers.models import Fair, FairGuest
from jobs import write_workbook
from people import ledger
from people.errors import Refused
from people.ids import id_in
from people.models import Action, Purpose

# Lines at the end of the printed sheet, for firms that come without having registered.
BLANK = 6
HEADINGS = ("企业", "信用代码", "联系人", "电话", "邮箱", "来几个人", "想招什么人", "报名时间", "到场", "意向书")
CAME = {True: "到场", False: "没来", None: ""}


@require_POST
@keepers
def came(request: HttpRequest, fair_id: int) -> HttpResponse:
    """Who was ticked off, and the letters of intent; of those who stood on the page."""
    fair = _kept(request, fair_id)
    ticked = set(request.POST.getlist("came"))
    shown = [one for one in request.POST.getlist("shown") if id_in(one)]
    typed = {int(one): (one in ticked, request.POST.get(f"letters-{one}", "").strip()) for one in shown}
    try:
        hold_fair.mark(request.user, fair_id, marks_of(typed))
    except FairGuest.DoesNotExist:
        messages.error(request, "名单刚刚有变动，没有保存。请核对后再登记。")
        return redirect("employers:fair", fair_id)
    except ValueError:
        return show(request, fair, typed=typed, wrong="意向书份数请填数字，没有就空着。")
    except Refused as no:
        return show(request, fair, typed=typed, wrong=str(no))
    messages.success(request, "到场和意向书已保存。")
    return redirect("employers:fair", fair_id)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest, fair_id: int) -> HttpResponse:
    """Put a firm on the list that called, or came without a registration."""
    fair = _kept(request, fair_id)
    form = DeskGuestForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            hold_fair.add_guest(request.user, fair_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记到参会企业里。")
            return redirect("employers:fair", fair_id)
    context = {"fair": fair, "form": form}
    return render(request, "employers/fair_guest_form.html", context, status=422 if form.errors else 200)


@require_POST
@keepers
def drop(request: HttpRequest, fair_id: int, guest_id: int) -> HttpResponse:
    """The firm does not come."""
    _kept(request, fair_id)
    get_object_or_404(FairGuest, pk=guest_id, fair=fair_id)
    try:
        hold_fair.drop_guest(request.user, guest_id)
    except FairGuest.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已取消这家企业的报名。")
    return redirect("employers:fair", fair_id)


@require_safe
@keepers
def sheet(request: HttpRequest, fair_id: int) -> HttpResponse:
    """签到表: to print and lay at the door."""
    fair = _kept(request, fair_id)
    _recorded(request, fair)
    context = {"fair": fair, "lines": lines_of(request.user, fair), "blank": range(BLANK)}
    return render(request, "employers/fair_sheet.html", context)


@require_safe
@keepers
def excel(request: HttpRequest, fair_id: int) -> HttpResponse:
    """The list as a workbook."""
    fair = _kept(request, fair_id)
    _recorded(request, fair)
    rows = [
        (
            line.guest.firm_name,
            line.guest.credit_code,
            line.guest.contact_name,
            line.guest.phone,
            line.guest.email,
            line.guest.people,
            line.guest.posts,
            f"{timezone.localtime(line.guest.at):%Y-%m-%d %H:%M}",
            CAME[line.came],
            int(line.letters or 0),
        )
        for line in lines_of(request.user, fair)
    ]
    content = write_workbook.table("参会企业", HEADINGS, rows, wide=("企业", "想招什么人"))
    response = HttpResponse(content, content_type=write_workbook.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="fair-{timezone.localdate(fair.starts_at):%Y%m%d}.xlsx"'
    return response


def _kept(request: HttpRequest, fair_id: int) -> Fair:
    fairs = Fair.objects.kept_by(request.user).select_related("region__parent").with_counts()
    return get_object_or_404(fairs, pk=fair_id)


def _recorded(request: HttpRequest, fair: Fair) -> None:
    ledger.record(request.user, Action.EXPORT, hold_fair.KIND, fair.pk, Purpose.CASE_WORK)
