"""What an office hands over of an application lies on a kitchen table, and a publicity hangs on a wall."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.cast import a_client, a_social_worker
from tests.welfare.applications import a_paper
from welfare import apply, plain, procedure, restricted
from welfare.catalogue.table import CATALOGUE

OWN = [entitlement.code for entitlement in CATALOGUE if plain.is_own(entitlement)]
TELLING = ("确证检测", "疾病预防控制", "门诊")


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", ["receipt", "papers_notice", "refusal"])
@pytest.mark.parametrize("code", OWN)
def test_no_sheet_tells_what_an_entitlement_of_recovery_or_illness_is_about(client, code, sheet):
    li = a_social_worker("李敏")
    wang = a_client(li, "王建军")
    for kind in ("确证检测报告", "药物维持治疗门诊登记卡", "社区康复协议"):
        a_paper(wang, kind, restricted=restricted.tells(kind))
    application = apply.start(li, wang, code, on=date(2026, 6, 1))
    apply.move(li, application, "accept", date(2026, 6, 2))
    apply.move(li, application, "refuse", date(2026, 6, 3), note="家庭收入超过当地标准")
    client.force_login(li)

    said = strip_tags(client.get(reverse(f"welfare:{sheet}", args=[application.pk])).content.decode())

    assert "王建军" in said
    assert not plain.is_delicate(said)
    assert not [word for word in TELLING if word in said]


@pytest.mark.parametrize("code", OWN)
def test_what_is_about_recovery_or_illness_is_never_put_on_a_wall(code):
    (entitlement,) = (one for one in CATALOGUE if one.code == code)

    assert procedure.publicity(entitlement) is None
