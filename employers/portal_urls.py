"""Addresses of the employer portal. None of them says more than that firms look for people here."""

from django.urls import path

from employers.portal import contacts, entrance, firm, home, imports, inbox, receiving, vacancies

app_name = "portal"
urlpatterns = [
    path("register/", entrance.register, name="register"),
    path("register/sent/", entrance.register_sent, name="register_sent"),
    path("confirm/<str:token>/", entrance.confirm, name="confirm"),
    path("invited/<str:token>/", entrance.invited, name="invited"),
    path("", home.home, name="home"),
    path("switch/", home.switch, name="switch"),
    path("firm/", firm.firm, name="firm"),
    path("firm/edit/", firm.edit, name="firm_edit"),
    path("firm/new/", home.firm_new, name="firm_new"),
    path("receiving/", receiving.receiving, name="receiving"),
    path("again/<int:verification_id>/", home.again, name="again"),
    path("vacancies/", vacancies.listing, name="vacancies"),
    path("vacancies/new/", vacancies.new, name="vacancy_new"),
    path("vacancies/check/", vacancies.check, name="vacancy_check"),
    path("vacancies/occupations/", vacancies.occupations, name="vacancy_occupations"),
    path("vacancies/import/", imports.listing, name="vacancy_imports"),
    path("vacancies/import/template/", imports.template, name="vacancy_import_template"),
    path("vacancies/import/<int:upload_id>/", imports.one, name="vacancy_import"),
    path("vacancies/import/<int:upload_id>/progress/", imports.progress, name="vacancy_import_progress"),
    path("vacancies/import/<int:upload_id>/apply/", imports.apply, name="vacancy_import_apply"),
    path("vacancies/import/<int:upload_id>/rest/", imports.rest, name="vacancy_import_rest"),
    path("vacancies/<int:vacancy_id>/", vacancies.vacancy, name="vacancy"),
    path("vacancies/<int:vacancy_id>/edit/", vacancies.edit, name="vacancy_edit"),
    path("vacancies/<int:vacancy_id>/copy/", vacancies.copy, name="vacancy_copy"),
    path("vacancies/<int:vacancy_id>/close/", vacancies.close, name="vacancy_close"),
    path("vacancies/<int:vacancy_id>/step/<slug:name>/", vacancies.step, name="vacancy_step"),
    path("contacts/", contacts.listing, name="contacts"),
    path("contacts/invite/", contacts.invite, name="invite"),
    path("contacts/leave/", contacts.leave, name="leave"),
    path("contacts/<int:contact_id>/<slug:deed>/", contacts.act, name="contact_act"),
    path("asked/<int:verification_id>/<slug:deed>/", contacts.answer, name="asked_answer"),
    path("inbox/", inbox.listing, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read"),
    path("inbox/<int:notice_id>/", inbox.go, name="inbox_go"),
    path("account/", inbox.account, name="account"),
]
