"""Addresses of 报名 and classes on the desk, in the namespace of placement."""

from django.urls import path

from placement.desk import client_training, cohort, enrolment, inside_training

urlpatterns = [
    path("clients/<int:client_id>/training/", client_training.of_client, name="client_training"),
    path("clients/<int:client_id>/training/<int:cohort_id>/", client_training.sign_up, name="training_sign_up"),
    path("enrolments/<int:enrolment_id>/", enrolment.page, name="enrolment"),
    path("enrolments/<int:enrolment_id>/<slug:deed>/", enrolment.move, name="enrolment_move"),
    path("training/classes/<int:cohort_id>/people/", cohort.page, name="cohort"),
    path("training/classes/<int:cohort_id>/people/day/", cohort.attend, name="cohort_attend"),
    path("training/classes/<int:cohort_id>/helps/", cohort.helps, name="cohort_helps"),
    path("plans/training/", inside_training.listing, name="inside_training"),
]
