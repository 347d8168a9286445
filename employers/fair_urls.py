"""Addresses of 推介会 on the desk, in the namespace of employers."""

from django.urls import path

from employers.desk import fair_guests, fairs

urlpatterns = [
    path("fairs/", fairs.listing, name="fairs"),
    path("fairs/new/", fairs.new, name="fair_new"),
    path("fairs/<int:fair_id>/", fairs.one, name="fair"),
    path("fairs/<int:fair_id>/edit/", fairs.edit, name="fair_edit"),
    path("fairs/<int:fair_id>/cancel/", fairs.cancel, name="fair_cancel"),
    path("fairs/<int:fair_id>/hold/", fairs.hold, name="fair_hold"),
    path("fairs/<int:fair_id>/step/<slug:name>/", fairs.step, name="fair_step"),
    path("fairs/<int:fair_id>/came/", fair_guests.came, name="fair_came"),
    path("fairs/<int:fair_id>/guests/new/", fair_guests.new, name="fair_guest_new"),
    path("fairs/<int:fair_id>/guests/<int:guest_id>/drop/", fair_guests.drop, name="fair_guest_drop"),
    path("fairs/<int:fair_id>/sheet/", fair_guests.sheet, name="fair_sheet"),
    path("fairs/<int:fair_id>/list.xlsx", fair_guests.excel, name="fair_excel"),
]
