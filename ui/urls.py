"""The gallery of components; the rest of this package has no addresses."""

from django.urls import path

from ui import gallery

app_name = "ui"
urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("portal/", gallery.portal, name="gallery_portal"),
    path("entrance/", gallery.entrance, name="gallery_entrance"),
]
