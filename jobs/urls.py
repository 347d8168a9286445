"""Addresses of the background work and of the notices on the desk."""

from django.urls import path

from jobs.desk import inbox, my_jobs

app_name = "jobs"
urlpatterns = [
    path("jobs/", my_jobs.mine, name="mine"),
    path("jobs/<int:job_id>/progress/", my_jobs.progress, name="progress"),
    path("jobs/<int:job_id>/again/", my_jobs.again, name="again"),
    path("inbox/", inbox.listing, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read"),
    path("inbox/<int:notice_id>/", inbox.go, name="inbox_go"),
]
