"""Addresses of the placement desk; ids stand in them, never names."""

from django.urls import path

from placement import fact_urls, placement_urls, referral_urls, support_urls, training_urls
from placement.desk import (
    bases,
    candidates,
    compare,
    district,
    firm_referrals,
    matches,
    near_misses,
    override,
    shortlist,
    staffing,
    today,
    training,
    vacancies,
)

app_name = "placement"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("district/", district.overview, name="district"),
    path("staffing/", staffing.page, name="staffing"),
    path("vacancies/", vacancies.listing, name="vacancies"),
    path("bases/", bases.listing, name="bases"),
    path("training/", training.listing, name="training"),
    path("firms/<int:firm_id>/referrals/", firm_referrals.of_firm, name="firm_referrals"),
    path("vacancies/<int:vacancy_id>/candidates/", candidates.of_vacancy, name="candidates"),
    path("clients/<int:client_id>/matches/", matches.of_client, name="matches"),
    path("clients/<int:client_id>/matches/near/", near_misses.of_client, name="near_misses"),
    path("clients/<int:client_id>/matches/compare/", compare.of_client, name="compare"),
    path("clients/<int:client_id>/shortlist/<int:vacancy_id>/", shortlist.toggle, name="shortlist"),
    path("clients/<int:client_id>/override/<int:vacancy_id>/<slug:bar>/", override.new, name="override"),
    *fact_urls.urlpatterns,
    *support_urls.urlpatterns,
    *referral_urls.urlpatterns,
    *placement_urls.urlpatterns,
    *training_urls.urlpatterns,
]
