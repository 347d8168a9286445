"""Every page of the desk, opened by each role that has it: readable by everybody, no wider than its screen."""

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone

from clients import transfer
from clients.models import BarFact
from employers.models import Dossier, DossierPaper, Hire
from tests.browser import DESK, PHONE
from tests.cast import a_client
from tests.journeys.axe import AXE, serious_faults, serious_faults_at_both

OPEN_EVERYTHING = "document.querySelectorAll('details').forEach(part => part.open = true)"

# Who, address by name, arguments by their name in the city, query. One line per page and role.
PAGES = [
    ("li", "placement:today", (), ""),
    ("li", "placement:matches", ("wang",), ""),
    ("li", "placement:matches", ("sun",), ""),
    ("li", "placement:matches", ("wang",), "?district=150603"),
    ("li", "placement:near_misses", ("wang",), ""),
    ("li", "placement:compare", ("wang",), "?pick={first}&pick={second}&pick={near}"),
    ("li", "placement:referrals", (), ""),
    ("li", "placement:referrals", (), "?view=ours&q=万正"),
    ("li", "placement:referral", ("referral",), ""),
    ("li", "placement:referral", ("referral",), "?move=decline"),
    ("li", "placement:client_referrals", ("sun",), ""),
    ("li", "placement:client_training", ("wang",), ""),
    ("li", "placement:client_training", ("sun",), ""),
    ("li", "placement:enrolment", ("enrolment",), ""),
    ("li", "placement:cohort", ("cohort",), ""),
    ("li", "placement:cohort_helps", ("cohort",), ""),
    ("li", "placement:inside_training", (), ""),
    ("li", "placement:client_referrals", ("wang",), ""),
    ("li", "placement:refer", ("wang", "first"), ""),
    ("li", "placement:refer", ("sun", "guard"), ""),
    ("li", "placement:placements", (), ""),
    ("li", "placement:placements", (), "?ask=due"),
    ("li", "placement:placement", ("work",), ""),
    ("li", "placement:placement_edit", ("work",), ""),
    ("li", "placement:placement_end", ("work",), ""),
    ("li", "placement:client_placements", ("wang",), ""),
    ("li", "placement:client_placements", ("sun",), ""),
    ("li", "placement:placement_new", ("sun",), ""),
    ("li", "placement:follow_ups", (), ""),
    ("li", "placement:retention", (), ""),
    ("li", "placement:stalled", (), ""),
    ("li", "placement:pause", ("wang",), ""),
    ("li", "placement:pre_release", (), ""),
    ("li", "placement:release_plan", ("inside",), ""),
    ("li", "placement:release_vacancy", ("inside",), ""),
    ("li", "placement:release_sheet", ("inside",), ""),
    ("li", "placement:vacancies", (), ""),
    ("li", "placement:vacancies", (), "?q=焊工"),
    ("li", "placement:candidates", ("first",), ""),
    ("li", "find", (), ""),
    ("auditor", "find", (), ""),
    ("manager", "site:recruiting", (), ""),
    ("li", "clients:caseload", (), ""),
    ("li", "clients:overview", ("wang",), ""),
    ("li", "clients:wishes", ("wang",), ""),
    ("li", "welfare:household", ("wang",), ""),
    ("li", "welfare:household", ("sun",), ""),
    ("li", "welfare:members", ("wang",), ""),
    ("li", "welfare:member_new", ("wang",), ""),
    ("li", "welfare:member", ("wang", "mother"), ""),
    ("li", "welfare:member_remove", ("wang", "mother"), ""),
    ("li", "welfare:member_fact", ("wang", "mother", "=wage_income_month"), ""),
    ("li", "welfare:fact", ("wang", "=owns_dwelling"), ""),
    ("li", "welfare:fact", ("wang", "=financial_assets_total"), ""),
    ("li", "welfare:paper_new", ("wang",), ""),
    ("li", "welfare:benefit_new", ("wang",), ""),
    ("li", "welfare:benefit_end", ("wang", "benefit"), ""),
    ("li", "welfare:notices", ("wang",), ""),
    ("li", "welfare:notice", ("wang", "=minimum_living"), ""),
    ("li", "welfare:interview", ("sun",), ""),
    ("li", "welfare:interview", ("wang",), ""),
    ("li", "welfare:interview_summary", ("wang",), ""),
    ("li", "welfare:net_income", ("wang",), "?wage=3200"),
    ("li", "clients:who_looked", ("wang",), ""),
    ("li", "clients:edit", ("wang",), ""),
    ("li", "clients:help", ("sun",), "?usual=visit"),
    ("li", "clients:help_edit", ("sun", "event"), ""),
    ("li", "clients:help_remark", ("sun", "event"), ""),
    ("li", "clients:plan", ("sun",), ""),
    ("li", "clients:plan", ("wang",), ""),
    ("li", "clients:plan_sheet", ("sun",), ""),
    ("li", "clients:plan_review", ("sun",), ""),
    ("li", "clients:goal", ("sun", "goal"), ""),
    ("li", "clients:goal_close", ("sun", "goal"), ""),
    ("li", "clients:services", ("wang",), ""),
    ("li", "clients:clocks", ("wang",), ""),
    ("li", "clients:leave_new", ("wang",), ""),
    ("li", "clients:report_in_new", ("sun",), ""),
    ("li", "clients:leaves", (), ""),
    ("manager", "clients:leaves", (), ""),
    ("li", "clients:client_pairings", ("wang",), ""),
    ("li", "clients:pairings", (), ""),
    ("li", "clients:cadre_new", (), ""),
    ("li", "people:qualification_new", ("li",), ""),
    ("manager", "placement:staffing", (), ""),
    ("li", "placement:facts", (), "?show=old"),
    ("manager", "placement:facts", (), ""),
    ("li", "placement:fact_catalogue", (), ""),
    ("manager", "placement:fact_samples", (), ""),
    ("li", "clients:consents", ("wang",), ""),
    ("li", "clients:answer", ("wang", "=wish"), ""),
    ("li", "clients:answer", ("wang", "=limits"), ""),
    ("li", "clients:answer", ("wang", "=bar_facts"), ""),
    ("li", "clients:facts", ("wang", "=certificate"), ""),
    ("li", "clients:fact_new", ("wang", "=certificate"), ""),
    ("li", "clients:fact_new", ("wang", "=work"), ""),
    ("li", "clients:fact_new", ("wang", "=fixed_time"), ""),
    ("li", "clients:close", ("wang",), ""),
    ("li", "clients:look_up", ("handed",), ""),
    ("li", "clients:enrol", (), ""),
    ("li", "clients:find", (), ""),
    ("li", "clients:hand_overs", (), ""),
    ("li", "clients:transfer", ("wang",), ""),
    ("li", "clients:transfer_incoming", ("comes",), ""),
    ("li", "clients:duties", (), ""),
    ("li", "clients:duties", (), "?view=over"),
    ("li", "clients:duty", ("duty",), ""),
    ("li", "clients:duty_new", ("wang",), ""),
    ("li", "clients:duty_sheet", ("=police",), ""),
    ("manager", "clients:duties", (), ""),
    ("officer", "clients:duties", (), ""),
    ("officer", "clients:duty", ("duty",), ""),
    ("officer", "clients:duty_sheet", ("=street",), ""),
    ("li", "clients:hand_over", (), ""),
    ("li", "clients:intake", (), ""),
    ("li", "placement:placement_support", ("work",), ""),
    ("li", "placement:placement_support_sheet", ("work",), ""),
    ("li", "employers:incentives", (), ""),
    ("li", "employers:incentives", (), "?view=papers"),
    ("li", "employers:incentives", (), "?view=soon"),
    ("li", "employers:incentives", (), "?view=claims"),
    ("li", "employers:firm_incentives", ("firm",), ""),
    ("li", "employers:hire_new", ("firm",), ""),
    ("li", "employers:hire", ("hire",), ""),
    ("li", "employers:hire_edit", ("hire",), ""),
    ("li", "employers:dossier", ("dossier",), ""),
    ("li", "employers:dossier_paper", ("dossier_paper",), ""),
    ("li", "employers:firms", (), ""),
    ("li", "placement:bases", (), ""),
    ("manager", "placement:bases", (), ""),
    ("li", "employers:base_new", (), ""),
    ("li", "employers:base", ("base",), ""),
    ("li", "employers:base_edit", ("base",), ""),
    ("li", "employers:base_agree", ("base",), ""),
    ("li", "placement:training", (), ""),
    ("li", "employers:training_bases", (), ""),
    ("li", "employers:training_base_new", (), ""),
    ("li", "employers:training_base", ("school",), ""),
    ("li", "employers:training_base_edit", ("school",), ""),
    ("li", "employers:course_new", ("school",), ""),
    ("li", "employers:course", ("course",), ""),
    ("li", "employers:course_edit", ("course",), ""),
    ("li", "employers:cohort_new", ("course",), ""),
    ("li", "employers:cohort", ("cohort",), ""),
    ("li", "employers:cohort_edit", ("cohort",), ""),
    ("li", "employers:cohort_cancel", ("cohort",), ""),
    ("li", "employers:commitment_new", ("cohort",), ""),
    ("li", "employers:commitment_new", ("cohort",), "?firm={keeps}"),
    ("li", "employers:fairs", (), ""),
    ("li", "employers:fair_new", (), ""),
    ("li", "employers:fair", ("fair",), ""),
    ("li", "employers:fair", ("fair_begun",), ""),
    ("li", "employers:fair_guest_new", ("fair",), ""),
    ("li", "employers:fair_sheet", ("fair",), ""),
    ("li", "employers:firm", ("firm",), ""),
    ("li", "employers:contact_end", ("firm", "contact"), ""),
    ("li", "employers:firm_new", (), ""),
    ("li", "placement:firm_referrals", ("firm",), ""),
    ("li", "employers:firm_edit", ("firm",), ""),
    ("li", "employers:vacancy", ("first",), ""),
    ("li", "employers:vacancy_new", ("firm",), ""),
    ("li", "employers:vacancy_edit", ("first",), ""),
    ("li", "employers:vacancies_kept", (), ""),
    ("li", "employers:vacancy_imports", (), ""),
    ("li", "employers:verifications", (), ""),
    ("li", "employers:verification", ("verification",), ""),
    ("li", "employers:vacancy_reviews", (), ""),
    ("li", "employers:vacancy_review", ("submitted",), ""),
    ("li", "employers:vacancy", ("submitted",), ""),
    ("li", "figures:registers", (), ""),
    ("li", "figures:register", ("=help",), ""),
    ("li", "figures:register", ("=roster",), "?private=1"),
    ("li", "figures:register", ("=moves",), "?period=2020"),
    ("li", "figures:register_sheet", ("=help",), ""),
    ("li", "jobs:mine", (), ""),
    ("li", "jobs:inbox", (), ""),
    ("li", "people:me", (), ""),
    ("li", "account_change_password", (), ""),
    ("manager", "placement:district", (), ""),
    ("manager", "figures:month", (), ""),
    ("manager", "figures:month", (), "?region=150602001"),
    ("manager", "figures:all", (), "?group=就业"),
    ("manager", "figures:figure", ("=work.share",), ""),
    ("manager", "figures:figure", ("=clients.open",), "?months=36"),
    ("manager", "figures:rows", ("=clients.open",), ""),
    ("manager", "figures:sheet", (), ""),
    ("manager", "figures:registers", (), ""),
    ("manager", "figures:register", ("=workers",), ""),
    ("manager", "figures:register", ("=planned-days",), ""),
    ("manager", "placement:referrals", (), ""),
    ("manager", "placement:referral", ("referral",), ""),
    ("manager", "placement:placements", (), ""),
    ("manager", "placement:placement", ("work",), ""),
    ("manager", "placement:follow_ups", (), ""),
    ("manager", "placement:retention", (), "?period=all"),
    ("manager", "placement:stalled", (), ""),
    ("manager", "placement:pre_release", (), ""),
    ("manager", "placement:matches", ("wang",), ""),
    ("manager", "placement:override", ("wang", "guard", "=security_guard"), ""),
    ("manager", "placement:vacancies", (), "?state=all"),
    ("manager", "clients:caseload", (), ""),
    ("manager", "people:staff", (), ""),
    ("manager", "people:staff_new", (), ""),
    ("manager", "people:staff_member", ("li",), ""),
    ("manager", "people:audit", (), ""),
    ("li", "welfare:home", (), ""),
    ("li", "welfare:take_up", (), ""),
    ("officer", "welfare:home", (), ""),
    ("officer", "welfare:entitled", ("=minimum_living",), ""),
    ("officer", "welfare:take_up", (), ""),
    ("officer", "welfare:household_find", (), ""),
    ("officer", "welfare:gap", ("gap",), ""),
    ("officer", "welfare:applications", (), ""),
    ("officer", "welfare:applications", (), "?view=overdue"),
    ("officer", "welfare:application", ("application",), ""),
    ("officer", "welfare:application", ("application",), "?move=refuse"),
    ("officer", "welfare:application", ("refused",), ""),
    ("officer", "welfare:publicity", ("application",), ""),
    ("officer", "welfare:receipt", ("application",), ""),
    ("officer", "welfare:papers_notice", ("application",), ""),
    ("officer", "welfare:refusal", ("refused",), ""),
    ("officer", "welfare:calendar", (), ""),
    ("officer", "welfare:calendar_new", (), ""),
    ("officer", "welfare:calendar_notice", ("notice",), ""),
    ("li", "welfare:applications", (), ""),
    ("manager", "welfare:application", ("application",), ""),
    ("officer", "welfare:household", ("wang",), ""),
    ("officer", "welfare:interview", ("wang",), ""),
    ("officer", "welfare:notices", ("wang",), ""),
    ("officer", "placement:vacancies", (), ""),
    ("officer", "employers:vacancy", ("first",), ""),
    ("officer", "welfare:standards", (), ""),
    ("officer", "welfare:standards", (), "?show=missing"),
    ("officer", "welfare:standard_history", ("=minimum_living_standard",), ""),
    ("officer", "welfare:standard_new", ("=minimum_living_standard",), ""),
    ("officer", "welfare:standard", ("standard",), ""),
    ("manager", "welfare:standard", ("standard",), ""),
    ("auditor", "people:audit", (), ""),
    ("admin", "operations", (), ""),
    ("admin", "operations_jobs", (), ""),
    ("admin", "people:tokens", (), ""),
    ("admin", "people:token_new", (), ""),
    ("zhou", "portal:home", (), ""),
    ("zhou", "portal:vacancies", (), ""),
    ("zhou", "portal:vacancies", (), "?view=over"),
    ("zhou", "portal:vacancy_new", (), ""),
    ("zhou", "portal:vacancy", ("first",), ""),
    ("zhou", "portal:vacancy", ("draft",), ""),
    ("zhou", "portal:vacancy", ("submitted",), ""),
    ("zhou", "portal:vacancy_edit", ("draft",), ""),
    ("zhou", "portal:vacancy_imports", (), ""),
    ("zhou", "portal:vacancy_import", ("firms_list",), ""),
    ("zhou", "portal:vacancy_import", ("firms_list_done",), ""),
    ("zhou", "candidates:candidates", (), ""),
    ("zhou", "candidates:candidates", (), "?vacancy={first}"),
    ("zhou", "candidates:candidate", ("proposed",), ""),
    ("zhou", "candidates:candidate", ("invited",), ""),
    ("zhou", "candidates:answer", ("proposed", "=invite"), ""),
    ("zhou", "candidates:answer", ("proposed", "=decline"), ""),
    ("zhou", "candidates:answer", ("invited", "=offer"), ""),
    ("zhou", "candidates:statistics", (), ""),
    ("zhou", "portal:incentives", (), ""),
    ("zhou", "portal:incentive", ("=key_group_hire",), ""),
    ("zhou", "portal:incentive", ("=job_expansion_subsidy",), ""),
    ("zhou", "portal:calculate", ("=key_group_hire",), ""),
    ("zhou", "portal:calculate", ("=charitable_donation",), ""),
    ("zhou", "portal:hires", (), ""),
    ("zhou", "portal:hires", (), "?view=left"),
    ("zhou", "portal:hire_new", (), ""),
    ("zhou", "portal:hire", ("hire",), ""),
    ("zhou", "portal:hire_edit", ("hire",), ""),
    ("zhou", "portal:hire_insured", ("hire",), ""),
    ("zhou", "portal:dossiers", (), ""),
    ("zhou", "portal:dossier", ("dossier",), ""),
    ("zhou", "portal:dossier_sheet", ("dossier",), ""),
    ("zhou", "portal:firm_year", ("=2026",), ""),
    ("zhou", "portal:year_facts", ("=2026", "=key_group_hire"), ""),
    ("zhou", "portal:firm", (), ""),
    ("zhou", "portal:firm_edit", (), ""),
    ("zhou", "portal:firm_new", (), ""),
    ("zhou", "portal:receiving", (), ""),
    ("zhou", "portal:contacts", (), ""),
    ("zhou", "portal:invite", (), ""),
    ("zhou", "portal:inbox", (), ""),
    ("zhou", "portal:account", (), ""),
    ("zhou", "account_change_password", (), ""),
    ("waiting", "portal:home", (), ""),
    ("refused_firm", "portal:home", (), ""),
    ("refused_firm", "portal:again", ("sent_back",), ""),
]


def address(city, name: str, arguments: tuple[str, ...], query: str) -> str:
    args = [word[1:] if word.startswith("=") else key_of(getattr(city, word), name) for word in arguments]
    picks = {word: getattr(city, word).pk for word in ("first", "second", "near")}
    return reverse(name, args=args) + query.format(**picks, keeps=city.firm.pk)


def key_of(thing, name: str) -> object:
    """A firm knows a candidate, a hire, a dossier and a paper by a mark that cannot be counted up."""
    by_mark = name.startswith("candidates:") or isinstance(thing, Hire | Dossier | DossierPaper)
    return thing.uid if by_mark else thing.pk


def let_in(context, live_server, user) -> None:
    """A session without the sign-in page, which has a test of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}])


ROOMS = list(dict.fromkeys((who, name.partition(":")[0]) for who, name, _, _ in PAGES))


@pytest.mark.parametrize(("who", "room"), ROOMS, ids=["-".join(one) for one in ROOMS])
def test_every_page_of_a_role_is_for_everybody(phone, city, live_server, who, room):
    BarFact.objects.create(client=city.wang, kind="drug_crime", answer="no")
    coming = a_client(city.qiqige, "乌日娜")
    transfer.offer(city.qiqige, coming.pk, city.li.region, timezone.localdate(), "近况电话里说")
    let_in(phone.context, live_server, getattr(city, who))
    phone.add_init_script(AXE)
    faults = []

    for role, name, arguments, query in PAGES:
        if (role, name.partition(":")[0]) != (who, room):
            continue
        where = address(city, name, arguments, query)
        phone.set_viewport_size(DESK)
        answer = phone.goto(live_server.url + where)
        if answer.status != 200:
            faults.append((name, where, answer.status))
            continue
        wide = [size["width"] for size in (DESK, PHONE) if is_wider_than_its_screen(phone, size)]
        faults += [(name, where, "wider than a screen of", width) for width in wide]
        phone.evaluate(OPEN_EVERYTHING)
        faults += [(name, *fault) for fault in serious_faults_at_both(phone)]

    assert faults == []


def is_wider_than_its_screen(page, size) -> bool:
    page.set_viewport_size(size)
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("name", ["account_login", "portal:register", "portal:register_sent"])
def test_pages_for_visitors_are_for_everybody(page, city, live_server, name):
    page.goto(live_server.url + reverse(name))

    assert serious_faults(page) == []


FAINT_AT = {
    "p { color: #ccc }": {390},
    "@media (max-width: 1000px) { p { color: #ccc } }": {390},
    "@media (min-width: 1000px) { p { color: #ccc } }": {1440},
    "@media (min-width: 1000px) { main { background: #333 } }": {1440},
    "p { color: #ccc } @media (max-width: 1000px) { p { display: none } }": {1440},
    "p { color: #333 }": set(),
}


def test_a_faint_text_is_found_at_each_width_where_its_look_is_new(phone):
    page = "<!doctype html><html lang='zh'><title>就业</title><style>{}</style><main><h1>就业</h1><p>帮扶</p></main>"
    found = {}

    for style in FAINT_AT:
        phone.set_content(page.format(style))
        found[style] = {width for width, rule, _ in serious_faults_at_both(phone) if rule == "color-contrast"}

    assert found == FAINT_AT


# Past the policy that lets no foreign style in.
PLANT = """
    style => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style);
        document.adoptedStyleSheets = [sheet];
    }
"""


@pytest.mark.parametrize("style", ["h1 { color: #ccc }", "main { opacity: 0.3 }", "main { background: #333 }"])
def test_a_faint_text_is_found_where_every_look_was_known(phone, city, live_server, style):
    let_in(phone.context, live_server, city.li)
    phone.goto(live_server.url + reverse("people:me"))
    assert serious_faults_at_both(phone) == []

    phone.evaluate(PLANT, style)
    found = serious_faults_at_both(phone)

    assert {(width, rule) for width, rule, _ in found} >= {(390, "color-contrast")}


def test_what_one_width_alone_shows_is_judged_there(phone):
    phone.set_content("""
        <!doctype html><html lang="zh"><title>就业</title>
        <style>@media (max-width: 1000px) { nav { display: none } }</style>
        <style>@media (min-width: 1000px) { ul { display: none } }</style>
        <main><h1>就业</h1><nav><p><button></button></p></nav><ul><input></ul></main>
    """)

    found = {(width, rule) for width, rule, _ in serious_faults_at_both(phone)}

    assert {(1440, "button-name"), (390, "label")} <= found
    assert not {(390, "button-name"), (1440, "label")} & found


def test_a_part_judged_before_is_judged_again_once_it_differs(phone):
    page = """
        <!doctype html><html lang="zh"><title>就业</title>
        <style>@media (max-width: 1000px) {{ nav {{ display: none }} }}</style>
        <main><h1>就业</h1><nav><button>{}</button></nav></main>
    """
    found = []

    for words in ("保存", "", "保存", ""):
        phone.set_content(page.format(words))
        found.append([(width, rule) for width, rule, _ in serious_faults_at_both(phone)])

    assert found == [[], [(1440, "button-name")]] * 2
