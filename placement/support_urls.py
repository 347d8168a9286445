"""Addresses of what stands around a referral: leaving a site, and people for whom nothing moves.

The addresses are on printed pages too: they name nothing.
"""

from django.urls import path

from placement.desk import pre_release, stalled

urlpatterns = [
    path("plans/", pre_release.listing, name="pre_release"),
    path("clients/<int:client_id>/first-days/", pre_release.plan, name="release_plan"),
    path("clients/<int:client_id>/first-days/print/", pre_release.sheet, name="release_sheet"),
    path("clients/<int:client_id>/first-days/vacancy/", pre_release.vacancy, name="release_vacancy"),
    path("clients/<int:client_id>/first-days/<slug:item>/", pre_release.tick, name="release_tick"),
    path("stalled/", stalled.listing, name="stalled"),
    path("clients/<int:client_id>/pause/", stalled.pause, name="pause"),
    path("clients/<int:client_id>/pause/<int:pause_id>/end/", stalled.end, name="pause_end"),
]
