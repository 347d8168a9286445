"""Addresses of what goes on between places and between offices, in the name space of ``clients``."""

from django.urls import path

from clients.desk import duties, duty_sheets, transfer

urlpatterns = [
    path("clients/<int:client_id>/transfer/", transfer.new, name="transfer"),
    path("transfers/<int:transfer_id>/", transfer.incoming, name="transfer_incoming"),
    path("transfers/<int:transfer_id>/receipt/", transfer.transfer_receipt, name="transfer_receipt"),
    path("transfers/<int:transfer_id>/<slug:deed>/", transfer.act, name="transfer_act"),
    path("hand-overs/<int:hand_over_id>/receipt/", transfer.hand_over_receipt, name="hand_over_receipt"),
    path("clients/<int:client_id>/duties/new/", duties.new, name="duty_new"),
    path("duties/", duties.listing, name="duties"),
    path("duties/<int:duty_id>/", duties.one, name="duty"),
    path("duties/<int:duty_id>/<slug:step>/", duties.act, name="duty_act"),
    path("duties/sheet/<slug:department>/", duty_sheets.sheet, name="duty_sheet"),
    path("duties/sheet/<slug:department>/excel/", duty_sheets.excel, name="duty_excel"),
]
