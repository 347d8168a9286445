"""The roof: settings, addresses, menus."""

# Django's processes too must know the application, or they would send their job ids to nowhere.
from config.celery import app as celery_app

__all__ = ["celery_app"]
