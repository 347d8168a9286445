"""Addresses of applications and of the working-day calendar; ids stand in them, never names."""

from django.urls import path

from welfare.desk import application, application_sheets, applications, calendar

one_application = "applications/<int:application_id>/"

urlpatterns = [
    path("applications/", applications.listing, name="applications"),
    path(one_application, application.page, name="application"),
    path(f"{one_application}move/", application.move, name="application_move"),
    path(f"{one_application}publicity/", application_sheets.publicity, name="publicity"),
    path(f"{one_application}receipt/", application_sheets.receipt, name="receipt"),
    path(f"{one_application}papers-notice/", application_sheets.papers_notice, name="papers_notice"),
    path(f"{one_application}refusal/", application_sheets.refusal, name="refusal"),
    path("calendar/", calendar.overview, name="calendar"),
    path("calendar/new/", calendar.new, name="calendar_new"),
    path("calendar/<int:notice_id>/", calendar.notice, name="calendar_notice"),
    path("calendar/<int:notice_id>/<slug:deed>/", calendar.act, name="calendar_act"),
]
