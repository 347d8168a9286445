"""The gallery alone: the ground floor is tested without the floors above it."""

from django.urls import include, path

urlpatterns = [path("ui/", include("ui.urls"))]
