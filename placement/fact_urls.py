"""Addresses of the checking of facts."""

from django.urls import path

from placement.desk import fact_samples, facts

urlpatterns = [
    path("facts/", facts.listing, name="facts"),
    path("facts/catalogue/", facts.catalogue, name="fact_catalogue"),
    path("facts/<slug:table>/<int:row_id>/confirm/", facts.confirm, name="fact_confirm"),
    path("facts/checks/<int:check_id>/answer/", facts.answer, name="fact_answer"),
    path("facts/checks/<int:check_id>/settle/", fact_samples.settle, name="fact_settle"),
    path("facts/samples/", fact_samples.listing, name="fact_samples"),
    path("facts/samples/draw/", fact_samples.draw, name="fact_draw"),
    path("facts/samples/<int:sample_id>/moved/", fact_samples.moved, name="fact_moved"),
    path("facts/samples/<int:sample_id>/", fact_samples.one, name="fact_sample"),
]
