"""Addresses of firms and vacancies on the desk."""

from django.urls import path

from employers import fair_urls, incentive_urls, training_urls
from employers.desk import bases, contacts, firms, imports, reviews, vacancies, verifications

app_name = "employers"
urlpatterns = [
    path("firms/", firms.listing, name="firms"),
    path("firms/new/", firms.new, name="firm_new"),
    path("firms/<int:firm_id>/", firms.firm, name="firm"),
    path("firms/<int:firm_id>/edit/", firms.edit, name="firm_edit"),
    path("firms/<int:firm_id>/verify/", firms.verify, name="firm_verify"),
    path("firms/<int:firm_id>/contacts/<int:contact_id>/end/", contacts.end, name="contact_end"),
    path("firms/<int:firm_id>/contacts/<int:contact_id>/owner/", contacts.appoint, name="contact_appoint"),
    path("firms/<int:firm_id>/vacancies/new/", vacancies.new, name="vacancy_new"),
    path("firms/<int:firm_id>/vacancies/hear/", vacancies.hear, name="vacancy_hear"),
    path("firms/verifications/", verifications.listing, name="verifications"),
    path("firms/verifications/<int:verification_id>/", verifications.one, name="verification"),
    path("firms/verifications/<int:verification_id>/licence/", verifications.licence, name="licence"),
    path("bases/new/", bases.new, name="base_new"),
    path("bases/<int:base_id>/", bases.one, name="base"),
    path("bases/<int:base_id>/edit/", bases.edit, name="base_edit"),
    path("bases/<int:base_id>/agreements/new/", bases.agree, name="base_agree"),
    path("bases/<int:base_id>/agreements/<int:agreement_id>/", bases.correct_agreement, name="base_agreement"),
    *training_urls.urlpatterns,
    *fair_urls.urlpatterns,
    *incentive_urls.urlpatterns,
    path("vacancies/reviews/", reviews.listing, name="vacancy_reviews"),
    path("vacancies/reviews/<int:vacancy_id>/", reviews.one, name="vacancy_review"),
    path("vacancies/kept/", vacancies.kept, name="vacancies_kept"),
    path("vacancies/occupations/", vacancies.occupations, name="vacancy_occupations"),
    path("vacancies/import/", imports.uploads_of_mine, name="vacancy_imports"),
    path("vacancies/import/template/", imports.template, name="vacancy_import_template"),
    path("vacancies/import/<int:upload_id>/", imports.one, name="vacancy_import"),
    path("vacancies/import/<int:upload_id>/apply/", imports.apply, name="vacancy_import_apply"),
    path("vacancies/import/<int:upload_id>/rest/", imports.rest, name="vacancy_import_rest"),
    path("vacancies/<int:vacancy_id>/", vacancies.vacancy, name="vacancy"),
    path("vacancies/<int:vacancy_id>/edit/", vacancies.edit, name="vacancy_edit"),
    path("vacancies/<int:vacancy_id>/step/<slug:name>/", vacancies.step, name="vacancy_step"),
]
