"""Addresses of the ground floor's desk pages."""

from django.urls import path

from people.desk import account, audit, qualifications, staff, tokens

app_name = "people"
urlpatterns = [
    path("me/", account.me, name="me"),
    path("act-as/", account.act_as, name="act_as"),
    path("staff/", staff.listing, name="staff"),
    path("staff/new/", staff.new, name="staff_new"),
    path("staff/<int:user_id>/", staff.member, name="staff_member"),
    path("staff/<int:user_id>/<slug:deed>/", staff.act, name="staff_act"),
    path("qualifications/of/<int:user_id>/new/", qualifications.new, name="qualification_new"),
    path("qualifications/<int:qualification_id>/", qualifications.edit, name="qualification"),
    path("qualifications/<int:qualification_id>/remove/", qualifications.remove, name="qualification_remove"),
    path("audit/", audit.listing, name="audit"),
    path("tokens/", tokens.listing, name="tokens"),
    path("tokens/new/", tokens.new, name="token_new"),
    path("tokens/<int:token_id>/<slug:deed>/", tokens.act, name="token_act"),
]
