"""Whatever is sent, valid by the description or not, no address breaks, and each answer is one that is described.

Generated from the API's own description; the same cases on every run.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from employers.send_vacancies import send
from people.api import bearer
from people.models import Holder, Scope
from tests.api.tokens import Caller, a_token
from tests.cast import MONDAY_9, a_social_worker, a_vacancy, an_enterprise

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BOUNDED = settings(
    derandomize=True, database=None, deadline=None, max_examples=8, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
OPERATIONS = [
    ("GET", "vacancies"), ("POST", "vacancies"), ("GET", "vacancies/sent"), ("GET", "vacancies/{uid}"),
    ("PATCH", "vacancies/{uid}"), ("DELETE", "vacancies/{uid}"), ("POST", "incentives"), ("POST", "assessments"),
    ("POST", "match"),
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(autouse=True)
def no_limit(monkeypatch):
    monkeypatch.setattr(bearer, "PER_MINUTE", 10**6)


@pytest.fixture(autouse=True)
def same_connection():
    """As Django's own test client does it: the site closes its connection behind each request, the test's too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described():
    """The description as a system of the city reads it, and the keys of that system and of a firm's own."""
    firm = an_enterprise(verified_at=MONDAY_9, verified_by=a_social_worker())
    a_vacancy(firm=firm, is_public=True, refreshed_at=timezone.now())
    own, of_firm = a_token(holder=Holder.FIRM, organisation=firm.name, credit_code=firm.credit_code)
    sent = send(own, [{"reference": "A-1", "title": "锅炉工"}])[0].vacancy
    keys = {True: a_token(Scope.ASSESSMENTS, Scope.MATCH, organisation="数据中心")[1], False: of_firm}
    headers = {of_the_city: {"Authorization": f"Bearer {key}"} for of_the_city, key in keys.items()}
    return schemathesis.openapi.from_wsgi(reverse("api:openapi"), application, headers=headers[True]), headers, sent


def test_every_address_is_tried(described):
    schema = described[0]

    tried = {(found.ok().method.upper(), found.ok().path) for found in schema.get_all_operations()}

    assert tried == {(method, f"/api/v1/{path}") for method, path in OPERATIONS}


# What is wrong about an address alone is tried in test_doors.py; here it is bodies.
WAYS = [
    (method, path, mode)
    for method, path in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or method in ("POST", "PATCH")
]


@pytest.mark.parametrize(("method", "path", "mode"), WAYS, ids=str)
def test_no_address_breaks(described, method, path, mode):
    schema, headers, sent = described
    operation = schema[f"/api/v1/{path}"][method]
    there = {"uid": str(sent.uid)} if "{uid}" in path and method != "GET" else None
    key = headers[path in ("assessments", "match")]

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=there))
    def tried(case):
        case.call_and_validate(headers=key, checks=CHECKS)

    tried()


GOOD = {
    "vacancies": ("vacancies", {
        "reference": "B-1", "title": "锅炉工", "text": "看护锅炉，三班倒。", "headcount": 2, "wage_min": 4500,
        "place": "东胜区", "shifts": ["three"],
    }),
    "incentives": ("cases", {
        "id": "a1", "incentive": "key_group_hire", "as_of": "2025-12-31", "region": "440106",
        "hires": [{"statuses": ["unemployed_half_year"], "contract_from": "2025-01-01", "insured_months": 12}],
        "taxes": [{"kind": "vat", "payable": "12000.00"}],
    }),
    "assessments": ("cases", {
        "id": "h1", "as_of_date": "2024-06-03", "region": "珠海市", "urban": True, "entitlements": ["低保"],
        "members": [{"relation_to_applicant": "本人", "age": 38, "wage_income_month": 2000}],
        "standards": {"minimum_living_standard": 950}, "financial_assets_total": 0,
    }),
    "match": ("clients", {
        "id": "c1", "text": "做过电工", "certificates": [{"name": "低压电工证"}], "wage_floor": "3200元/月",
        "districts": ["东胜区"], "shifts": ["白班"], "limits": {"高空": "不能"}, "sign_in": "周二上午",
        "medication_hours": "08:00-10:00", "age": 40, "education": "初中", "radius_km": 12,
        "measures": [{"kind": "社区戒毒", "start": "2025-03-01"}], "facts": {"three_detentions": False},
        "overrides": [{"bar": "security_guard", "decided_on": "2026-01-05"}], "experience": [{"title": "电工"}],
    }),
    "match/vacancies": ("vacancies", {
        "id": "v1", "title": "维修电工", "salary_raw": "4-5千/月", "description": "须持证，两班倒。",
        "region": "150602",
        "hours": "08:30-17:30", "rest_days": ["周六"], "features": ["高空"], "kinds": [], "headcount_left": 2,
        "fresh_until": "2026-12-20", "board": True, "longitude": 109.9, "latitude": 39.8, "certificates": ["健康证"],
    }),
}  # fmt: skip
BESIDE = {
    "match": {"vacancies": [{"id": "v", "title": "维修电工"}]},
    "match/vacancies": {"clients": [{"id": "c", "text": "做过电工"}]},
}


@pytest.mark.parametrize("what", GOOD)
def test_no_row_breaks_that_is_wrong_in_one_place(described, what):
    path = what.partition("/")[0]
    under, good = GOOD[what]
    caller = Caller(described[1][path in ("assessments", "match")]["Authorization"].removeprefix("Bearer "))
    assert caller.ask("POST", path, {under: [good], **BESIDE.get(what, {})}).status_code == 200

    @BOUNDED
    @given(where=st.sampled_from(sorted(good)), wrong=JSON)
    def tried(where, wrong):
        answer = caller.ask("POST", path, {under: [{**good, where: wrong}], **BESIDE.get(what, {})})
        assert answer.status_code in (200, 400, 422), answer.content

    tried()
