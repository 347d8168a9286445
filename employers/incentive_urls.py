"""Addresses of incentives on the desk: firms, their hires, dossiers and papers; in the namespace of employers."""

from django.urls import path

from employers.desk import dossiers, hires, incentives, papers

urlpatterns = [
    path("incentives/", incentives.listing, name="incentives"),
    path("incentives/papers/<uuid:uid>/", papers.one, name="dossier_paper"),
    path("incentives/papers/<uuid:uid>/file/", papers.file, name="dossier_paper_file"),
    path("firms/<int:firm_id>/incentives/", incentives.firm, name="firm_incentives"),
    path("firms/<int:firm_id>/hires/new/", hires.new, name="hire_new"),
    path("hires/<uuid:uid>/", hires.one, name="hire"),
    path("hires/<uuid:uid>/edit/", hires.edit, name="hire_edit"),
    path("hires/<uuid:uid>/<slug:deed>/", hires.act, name="hire_act"),
    path("dossiers/<uuid:uid>/", dossiers.one, name="dossier"),
    path("dossiers/<uuid:uid>/upload/", dossiers.upload, name="dossier_upload"),
    path("dossiers/<uuid:uid>/claims/", dossiers.hand_in, name="dossier_hand_in"),
    path("dossiers/<uuid:uid>/claims/<uuid:claim_uid>/<slug:deed>/", dossiers.settle, name="dossier_settle"),
]
