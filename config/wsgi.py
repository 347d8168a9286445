"""The web application. Without a broker it brings its own worker thread along."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - only once Django is set up

if settings.WORKER_IN_SITE:
    from jobs.worker import start_in_site

    start_in_site()

from placement.pool import warm_up  # noqa: E402 - as above

warm_up()
