"""Addresses around the clocks of a case: 时限与计划, and 请假外出."""

from django.urls import URLPattern, path

from clients.desk import clocks, leaves

one_client: list[URLPattern] = [
    path("clocks/", clocks.clocks, name="clocks"),
    path("clocks/report-in/", clocks.report_new, name="report_in_new"),
    path("clocks/report-in/<int:report_id>/", clocks.report, name="report_in"),
    path("clocks/report-in/<int:report_id>/drop/", clocks.report_drop, name="report_in_drop"),
    path("clocks/measure/<int:measure_id>/agreement/", clocks.agreement, name="agreement"),
    path("clocks/measure/<int:measure_id>/pause/", clocks.pause, name="measure_pause"),
    path("clocks/measure/<int:measure_id>/pause/<int:pause_id>/", clocks.pause_withdraw, name="pause_withdraw"),
    path("clocks/measure/<int:measure_id>/<slug:kind>/past/", clocks.planned_past, name="planned_past"),
    path("clocks/measure/<int:measure_id>/<slug:kind>/<int:number>/", clocks.planned_day, name="planned_day"),
    path(
        "clocks/measure/<int:measure_id>/<slug:kind>/<int:number>/forget/",
        clocks.planned_forget,
        name="planned_forget",
    ),
    path("leaves/", leaves.leave_new, name="leave_new"),
    path("leaves/<int:leave_id>/", leaves.leave, name="leave"),
    path("leaves/<int:leave_id>/back/", leaves.leave_back, name="leave_back"),
    path("leaves/<int:leave_id>/withdraw/", leaves.leave_withdraw, name="leave_withdraw"),
    path("leaves/<int:leave_id>/sheet/", leaves.leave_sheet, name="leave_sheet"),
]

lists: list[URLPattern] = [
    path("leaves/", leaves.leaves, name="leaves"),
]
