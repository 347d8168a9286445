"""Addresses of a firm's candidates. A candidate goes by a random mark that says nothing and cannot be counted up."""

from django.urls import path

from placement.portal import answers, candidates

app_name = "candidates"
urlpatterns = [
    path("", candidates.listing, name="candidates"),
    path("statistics/", candidates.statistics, name="statistics"),
    path("together/<slug:deed>/", answers.together, name="together"),
    path("undo/", answers.undo, name="undo"),
    path("<uuid:uid>/", candidates.candidate, name="candidate"),
    path("<uuid:uid>/<slug:deed>/", answers.one, name="answer"),
]
