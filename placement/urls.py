"""Addresses of the placement desk."""

app_name = "placement"
urlpatterns: list = []
