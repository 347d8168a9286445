"""Addresses of the site's own figures on the desk."""

from django.urls import path

from cms.desk import recruiting

app_name = "site"
urlpatterns = [path("recruiting/", recruiting.page, name="recruiting")]
