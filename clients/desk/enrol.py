"""新建档案 in two minutes, and the edit of who somebody is."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients import door, may, record_facts
from clients.enrol import NewCase, already_open, enrol, open_case_with
from clients.identity import NotAnIdNumber, NotAPhoneNumber, read_id_number, read_phone
from clients.models import Client, RehabMeasure
from clients.models.client import EDUCATION_CHOICES, index_of
from clients.names import NotAName, normal_name
from people.doors import desk
from people.errors import Refused
from people.models import Level, Region, Role, Sex
from people.places import Places

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


class IdentityFields(forms.Form):
    """What both forms ask: name, ID number or sex and birth date, telephone, places."""

    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    id_number = forms.CharField(
        label="身份证号",
        required=False,
        max_length=40,
        help_text="18 位；填了就不用填性别和出生日期。暂时没有证件就留空",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}),
    )
    sex = forms.ChoiceField(label="性别", required=False, choices=Sex.choices, widget=forms.RadioSelect)
    birth_date = forms.DateField(label="出生日期", required=False)
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    residence_region = forms.ModelChoiceField(label="居住地", queryset=Region.objects.none(), empty_label="请选择")
    address = forms.CharField(label="详细地址", required=False, max_length=200)
    registered_region = forms.CharField(
        label="户籍地", required=False, max_length=60, help_text="写到旗县区，例如：鄂尔多斯市达拉特旗"
    )
    education = forms.ChoiceField(label="文化程度", required=False, choices=[("", "不清楚"), *EDUCATION_CHOICES])
    category = forms.ChoiceField(
        label="人员类别",
        choices=Client.Category.choices,
        initial=Client.Category.REHABILITATION,
        help_text="只有工作人员看得到，企业看不到",
        widget=forms.RadioSelect,
    )

    hints: tuple[str, ...] = ()

    def settle_places(self, user) -> None:
        """The residences that ``user`` may choose: streets of her region, the region itself last."""
        regions = Region.objects.current().within(user.region.code).filter(level__lte=Level.STREET)
        field: Any = self.fields["residence_region"]
        field.queryset = regions.select_related("parent").order_by("code")
        field.label_from_instance = lambda region: region.short_name

    def clean_name(self) -> str:
        try:
            return normal_name(self.cleaned_data["name"])
        except NotAName as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        try:
            return read_phone(text) if text else ""
        except NotAPhoneNumber as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_registered_region(self) -> Region | None:
        text = self.cleaned_data["registered_region"]
        if not text:
            return None
        found = Places(Region.objects.current().filter(level__lte=Level.COUNTY)).find(text)
        if found is None:
            raise forms.ValidationError("没有认出这个地方。请写全，例如：鄂尔多斯市达拉特旗。")
        return found

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if "id_number" not in cleaned:
            return cleaned
        if cleaned["id_number"]:
            self._read_number(cleaned)
        elif not (cleaned.get("sex") and cleaned.get("birth_date")):
            self.add_error("id_number", "没有身份证号时，请填性别和出生日期。")
        elif cleaned["birth_date"] > timezone.localdate():
            self.add_error("birth_date", "出生日期在将来，请核对。")
        return cleaned

    def _read_number(self, cleaned: dict) -> None:
        try:
            known = read_id_number(cleaned["id_number"], as_of=timezone.localdate(), area_known=_is_current_county)
        except NotAnIdNumber as wrong:
            self.add_error("id_number", str(wrong))
            return
        if cleaned.get("sex") and cleaned["sex"] != known.sex:
            self.add_error("sex", f"身份证号显示是{Sex(known.sex).label}，请核对哪个错了。")
        if cleaned.get("birth_date") and cleaned["birth_date"] != known.birth_date:
            self.add_error("birth_date", "和身份证号里的出生日期不一致，请核对哪个错了。")
        self.hints = known.hints
        cleaned |= {"id_number": known.value, "sex": known.sex, "birth_date": known.birth_date}


def _is_current_county(code: str) -> bool:
    return Region.objects.current().filter(code=code).exists()


class EnrolForm(IdentityFields):
    """The quick form: identity, the running measure, and the first word about work."""

    measure = forms.ChoiceField(
        label="现在的措施", required=False, choices=[("", "暂不填写"), *RehabMeasure.Kind.choices]
    )
    measure_start = forms.DateField(label="措施开始日期", required=False, help_text="社区戒毒、社区康复从报到之日算起")
    wish_text = forms.CharField(
        label="想做什么工作", required=False, max_length=200, help_text="本人的话即可，以后再细填"
    )
    caseworker: Any = forms.ModelChoiceField(label="责任社工", queryset=None, empty_label="请选择")

    def __init__(self, data=None, *, user) -> None:
        super().__init__(data)
        self.settle_places(user)
        if user.region.level >= Level.STREET:
            self.initial["residence_region"] = user.region.pk
        if user.role == Role.SOCIAL_WORKER:
            del self.fields["caseworker"]
        else:
            caseworker: Any = self.fields["caseworker"]
            caseworker.queryset = may.caseworkers_for(user.region.code)
            caseworker.label_from_instance = lambda worker: worker.name
        self.user = user

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        start = cleaned.get("measure_start")
        if cleaned.get("measure") and not start and "measure_start" not in self.errors:
            self.add_error("measure_start", "选了措施，还要填开始日期。")
        if start and start > timezone.localdate():
            self.add_error("measure_start", "开始日期在将来，请核对。")
        if cleaned.get("measure") and cleaned.get("category") == Client.Category.HARD_TO_PLACE:
            self.add_error("measure", "其他就业困难人员没有措施：不选措施，或者改人员类别。")
        return cleaned

    def case(self) -> NewCase:
        """What ``enrol`` takes; call it on a valid form."""
        cleaned = dict(self.cleaned_data)
        kind, start = cleaned.pop("measure"), cleaned.pop("measure_start")
        worker = cleaned.pop("caseworker", None) or self.user
        return NewCase(measure=(kind, start) if kind else None, caseworker=worker, **cleaned)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def new(request):
    """The quick form; afterwards the new client's page."""
    form = EnrolForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            client = enrol(request.user, form.case())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已建档，编号 {client.number}。")
            for hint in form.hints:
                messages.warning(request, hint)
            return redirect("clients:overview", client.pk)
    return render(request, "clients/desk/enrol.html", {"form": form}, status=422 if form.is_bound else 200)


class IdentityForm(IdentityFields):
    """Who somebody is, to be corrected; with a point on the map for distances."""

    longitude = forms.FloatField(label="经度", required=False, min_value=73, max_value=136)
    latitude = forms.FloatField(label="纬度", required=False, min_value=3, max_value=54)
    datum = forms.ChoiceField(
        label="坐标系", required=False, choices=[("", "没有坐标"), *Client.Datum.choices],
        help_text="高德、腾讯地图是 GCJ-02，百度是 BD-09，手机定位多为 WGS-84",
    )  # fmt: skip
    KEPT: ClassVar = (
        "name", "id_number", "sex", "birth_date", "phone", "residence_region", "address", "registered_region",
        "education", "category", "longitude", "latitude", "datum",
    )  # fmt: skip

    def __init__(self, data=None, *, user, client: Client) -> None:
        initial = {name: getattr(client, name) for name in self.KEPT}
        initial["registered_region"] = client.registered_region.full_name if client.registered_region else ""
        super().__init__(data, initial=initial)
        self.settle_places(user)
        here = Region.objects.filter(pk=client.residence_region_id)
        residence: Any = self.fields["residence_region"]
        residence.queryset = (residence.queryset.order_by() | here.select_related("parent")).order_by("code")
        self.client, self.user = client, user

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        point = [cleaned.get("longitude") is not None, cleaned.get("latitude") is not None, bool(cleaned.get("datum"))]
        if any(point) and not all(point):
            self.add_error("datum", "经度、纬度和坐标系要么都填，要么都不填。")
        home = cleaned.get("residence_region")
        if home and may.county_of(home.code) != may.county_of(self.client.residence_region.code):
            # The clocks and the figures of both places follow a transfer, not a corrected line.
            self.add_error(
                "residence_region", "搬到别的旗县区，请点页面上方的“变更执行地”移送；对方接收后，居住地才改。"
            )
        number = cleaned.get("id_number")
        if number and number != self.client.id_number:
            known = open_case_with(index_of("id_number_index", number))
            if known and known.pk != self.client.pk:
                self.add_error("id_number", str(already_open(self.user, known)))
        if cleaned.get("category") == Client.Category.HARD_TO_PLACE and self.client.measures.exists():
            self.add_error("category", "档案里登记了措施，不能改成这一类。措施登记错的，先在“概况”里删掉。")
        return cleaned

    def fill(self) -> Client:
        """The client with the new values, unsaved."""
        for name in self.KEPT:
            setattr(self.client, name, self.cleaned_data[name])
        return self.client


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def edit(request, client_id):
    """Correct who somebody is."""
    client = door.open_case(request, client_id)
    form = IdentityForm(request.POST or None, user=request.user, client=client)
    if request.method == "POST" and form.is_valid():
        try:
            record_facts.record(request.user, client, form.fill())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "资料已保存。")
            for hint in form.hints:
                messages.warning(request, hint)
            return redirect("clients:overview", client.pk)
    return render(
        request, "clients/desk/edit.html", {"client": client, "form": form}, status=422 if form.is_bound else 200
    )
