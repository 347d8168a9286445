"""Addresses of the ground floor's desk pages."""

from django.urls import path

from people.desk import account

app_name = "people"
urlpatterns = [
    path("me/", account.me, name="me"),
    path("act-as/", account.act_as, name="act_as"),
]
