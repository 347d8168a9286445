"""Addresses of one household, below /desk/households/<client_id>/; included by ``welfare.urls`` under its name."""

from django.urls import path

from welfare.desk import handed_in, household, interview, interview_summary, members, net_income, notices

urlpatterns = [
    path("", household.household, name="household"),
    path("members/", members.members, name="members"),
    path("members/new/", members.member, name="member_new"),
    path("members/<int:member_id>/", members.member, name="member"),
    path("members/<int:member_id>/remove/", members.remove, name="member_remove"),
    path("members/<int:member_id>/facts/<slug:code>/", household.fact, name="member_fact"),
    path("facts/<slug:code>/", household.fact, name="fact"),
    path("papers/new/", handed_in.paper_new, name="paper_new"),
    path("papers/<uuid:paper_id>/remove/", handed_in.paper_remove, name="paper_remove"),
    path("benefits/new/", handed_in.benefit_new, name="benefit_new"),
    path("benefits/<int:benefit_id>/end/", handed_in.benefit_end, name="benefit_end"),
    path("notice/", notices.all_notices, name="notices"),
    path("notice/<slug:code>/", notices.notice, name="notice"),
    path("interview/", interview.interview, name="interview"),
    path("interview/summary/", interview_summary.summary, name="interview_summary"),
    path("net-income/", net_income.net_income, name="net_income"),
    path("start/", interview_summary.start, name="start"),
]
