"""Addresses of assistance; ids and codes stand in them, never names."""

from django.urls import include, path

from welfare.desk import entitled, gap, home, household_find, standards, take_up

app_name = "welfare"
urlpatterns = [
    path("welfare/standards/", standards.listing, name="standards"),
    path("welfare/standards/new/<slug:code>/", standards.new, name="standard_new"),
    path("welfare/standards/of/<slug:code>/", standards.history, name="standard_history"),
    path("welfare/standards/<int:row_id>/", standards.standard, name="standard"),
    path("welfare/standards/<int:row_id>/<slug:deed>/", standards.decide, name="standard_decide"),
    path("welfare/", include("welfare.application_urls")),
    path("households/find/", household_find.household_find, name="household_find"),
    path("households/<int:client_id>/", include("welfare.household_urls")),
    path("welfare/", home.overview, name="home"),
    path("welfare/screen/", home.rescreen, name="rescreen"),
    path("welfare/entitled/<slug:code>/", entitled.of_entitlement, name="entitled"),
    path("welfare/entitled/<slug:code>/excel/", entitled.excel, name="entitled_excel"),
    path("welfare/take-up/", take_up.queue, name="take_up"),
    path("welfare/take-up/<int:gap_id>/", gap.page, name="gap"),
    path("welfare/take-up/<int:gap_id>/<slug:deed>/", gap.act, name="gap_act"),
]
