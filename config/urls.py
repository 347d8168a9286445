"""Every address of the site. Sign-in is required everywhere unless a view says otherwise."""

from django.urls import include, path

from cms import urls as site
from config import health, metrics
from config.find.view import find
from config.home import home
from config.operations import pages as operations

urlpatterns = [
    path("start/", home, name="home"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.scrape, name="metrics"),
    path("account/", include("people.account_urls")),
    path("desk/find/", find, name="find"),
    path("desk/operations/", operations.overview, name="operations"),
    path("desk/operations/jobs/", operations.jobs, name="operations_jobs"),
    path("desk/operations/jobs/<int:job_id>/again/", operations.again, name="operations_again"),
    path("desk/", include("people.urls")),
    path("desk/", include("jobs.urls")),
    path("desk/", include("clients.urls")),
    path("desk/", include("employers.urls")),
    path("desk/", include("welfare.urls")),
    path("desk/", include("placement.urls")),
    path("desk/", include("figures.urls")),
    path("desk/", include("cms.desk_urls")),
    path("portal/", include("employers.portal_urls")),
    path("portal/candidates/", include("placement.portal_urls")),
    path("me/", include("clients.me_urls")),
    path("ui/", include("ui.urls")),
    path("editor/", include("cms.editor.urls")),
    path("api/v1/", include("config.api")),
    *site.files,
    # Last: every address that nothing above takes.
    *site.pages,
]
handler404 = "cms.not_found.not_found"
handler500 = "config.away.server_error"
