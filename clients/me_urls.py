"""Addresses of the client's own pages. What she is given is a random number; the rest stand behind it."""

from django.urls import path

from clients.me import answer, link, own

app_name = "me"
urlpatterns = [
    path("answer/", answer.answer, name="answer"),
    path("done/", answer.done, name="done"),
    path("own/", own.own, name="own"),
    path("leave/", link.leave, name="leave"),
    path("withdraw/<uuid:uid>/", own.withdraw, name="withdraw"),
    path("<str:token>/", link.link, name="link"),
]
