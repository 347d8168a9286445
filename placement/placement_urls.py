"""Addresses of 安置 and 回访 on the desk, in the namespace of placement."""

from django.urls import path

from placement.desk import follow_ups, placement, placements, retention, support

urlpatterns = [
    path("placements/", placements.listing, name="placements"),
    path("placements/retention/", retention.page, name="retention"),
    path("placements/<int:placement_id>/", placement.page, name="placement"),
    path("placements/<int:placement_id>/edit/", placement.edit, name="placement_edit"),
    path("placements/<int:placement_id>/adopt/", placement.take_over, name="placement_adopt"),
    path("placements/<int:placement_id>/support/", support.page, name="placement_support"),
    path("placements/<int:placement_id>/support/ask/", support.ask, name="placement_support_ask"),
    path("placements/<int:placement_id>/support/waits/", support.waits, name="placement_support_waits"),
    path("placements/<int:placement_id>/support/tell/", support.tell, name="placement_support_tell"),
    path("placements/<int:placement_id>/support/sheet/", support.sheet, name="placement_support_sheet"),
    path("placements/<int:placement_id>/end/", placement.end, name="placement_end"),
    path("placements/<int:placement_id>/end/back/", placement.end_back, name="placement_end_back"),
    path("clients/<int:client_id>/placements/", placement.of_client, name="client_placements"),
    path("clients/<int:client_id>/placements/new/", placement.new, name="placement_new"),
    path("follow-ups/", follow_ups.listing, name="follow_ups"),
    path("follow-ups/<int:follow_up_id>/", follow_ups.one, name="follow_up"),
    path("follow-ups/<int:follow_up_id>/back/", follow_ups.take_back, name="follow_up_back"),
]
