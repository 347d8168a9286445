"""Addresses of the background work pages."""

from django.urls import path

from jobs.desk import my_jobs

app_name = "jobs"
urlpatterns = [
    path("jobs/", my_jobs.mine, name="mine"),
    path("jobs/<int:job_id>/progress/", my_jobs.progress, name="progress"),
    path("jobs/<int:job_id>/again/", my_jobs.again, name="again"),
]
