"""Addresses of 推荐 on the desk, in the namespace of placement."""

from django.urls import path

from placement.desk import client_referrals, refer, referral, referrals

urlpatterns = [
    path("referrals/", referrals.listing, name="referrals"),
    path("referrals/<int:referral_id>/", referral.page, name="referral"),
    path("referrals/<int:referral_id>/move/", referral.move, name="referral_move"),
    path("referrals/<int:referral_id>/undo/", referral.undo, name="referral_undo"),
    path("clients/<int:client_id>/referrals/", client_referrals.of_client, name="client_referrals"),
    path("clients/<int:client_id>/refer/<int:vacancy_id>/", refer.page, name="refer"),
    path("clients/<int:client_id>/refer/<int:vacancy_id>/ask/", refer.ask, name="refer_ask"),
    path("clients/<int:client_id>/refer/<int:vacancy_id>/paper/", refer.paper, name="refer_paper"),
    path("clients/<int:client_id>/refer/<int:vacancy_id>/answer/", refer.waits, name="refer_waits"),
    path("clients/<int:client_id>/refer/<int:vacancy_id>/send/", refer.send, name="refer_send"),
]
