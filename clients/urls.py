"""Addresses of the case zone's desk pages; ids stand in them, never names."""

from django.urls import URLPattern, URLResolver, include, path

from clients import clock_urls
from clients.desk import (
    case,
    caseload,
    consents,
    enrol,
    facts,
    hand_over,
    intake,
    pairings,
    papers,
    plan,
    services,
    wishes,
)
from clients.desk import help as contacts

app_name = "clients"

one_client: list[URLPattern | URLResolver] = [
    path("", case.overview, name="overview"),
    path("wishes/", wishes.wishes, name="wishes"),
    path("who-looked/", case.who_looked, name="who_looked"),
    path("edit/", enrol.edit, name="edit"),
    path("help/", contacts.help_events, name="help"),
    path("help/<int:event_id>/", contacts.help_edit, name="help_edit"),
    path("help/<int:event_id>/remark/", contacts.help_remark, name="help_remark"),
    path("plan/", plan.plan, name="plan"),
    path("plan/sheet/", plan.plan_sheet, name="plan_sheet"),
    path("plan/review/", plan.plan_review, name="plan_review"),
    path("plan/close/", plan.plan_close, name="plan_close"),
    path("plan/goals/", plan.goal_new, name="goal_new"),
    path("plan/goals/<int:goal_id>/", plan.goal, name="goal"),
    path("plan/goals/<int:goal_id>/close/", plan.goal_close, name="goal_close"),
    path("plan/goals/<int:goal_id>/reopen/", plan.goal_reopen, name="goal_reopen"),
    path("pairings/", pairings.of_client, name="client_pairings"),
    path("pairings/<int:pairing_id>/end/", pairings.end, name="pairing_end"),
    path("services/", services.services, name="services"),
    path("services/<int:service_id>/", services.service_edit, name="service_edit"),
    path("services/<int:service_id>/result/", services.service_result, name="service_result"),
    path("answers/<slug:kind>/", wishes.answer, name="answer"),
    path("facts/<slug:kind>/", facts.facts, name="facts"),
    path("facts/<slug:kind>/new/", facts.edit, name="fact_new"),
    path("facts/<slug:kind>/<int:fact_id>/", facts.edit, name="fact"),
    path("facts/<slug:kind>/<int:fact_id>/remove/", facts.remove, name="fact_remove"),
    path("", include(clock_urls.one_client)),
    path("look-up/", case.look_up, name="look_up"),
    path("close/", case.close, name="close"),
    path("reopen/", case.reopen, name="reopen"),
    path("consents/", consents.consents, name="consents"),
    path("consents/own-link/", consents.own_link, name="consent_own_link"),
    path("consents/<uuid:uid>/paper/", consents.paper, name="consent_paper"),
    path("consents/<uuid:uid>/sheet/", consents.sheet, name="consent_sheet"),
    path("consents/<uuid:uid>/<slug:deed>/", consents.act, name="consent_act"),
]

urlpatterns = [
    path("", include("clients.between_urls")),
    path("clients/", caseload.caseload, name="caseload"),
    path("clients/new/", enrol.new, name="enrol"),
    path("clients/find/", caseload.find_in_region, name="find"),
    path("clients/occupations/", wishes.occupations, name="occupations"),
    path("clients/<int:client_id>/", include(one_client)),
    path("pairings/", pairings.listing, name="pairings"),
    path("pairings/cadres/new/", pairings.cadre, name="cadre_new"),
    path("pairings/cadres/<int:cadre_id>/", pairings.cadre, name="cadre"),
    path("papers/<uuid:uid>/", papers.paper, name="paper"),
    path("", include(clock_urls.lists)),
    path("hand-overs/", hand_over.listing, name="hand_overs"),
    path("hand-overs/new/", hand_over.new, name="hand_over"),
    path("hand-overs/<int:hand_over_id>/<slug:deed>/", hand_over.act, name="hand_over_act"),
    path("intake/", intake.intake, name="intake"),
    path("intake/template/", intake.template, name="intake_template"),
    path("intake/<int:intake_id>/", intake.one, name="intake_one"),
    path("intake/<int:intake_id>/progress/", intake.progress, name="intake_progress"),
    path("intake/<int:intake_id>/apply/", intake.apply, name="intake_apply"),
    path("intake/<int:intake_id>/discard/", intake.discard, name="intake_discard"),
    path("intake/<int:intake_id>/rest/", intake.rest, name="intake_rest"),
]
