"""Addresses of 培训 on the desk, in the namespace of employers."""

from django.urls import path

from employers.desk import cohorts, courses, training_bases

urlpatterns = [
    path("training/bases/", training_bases.listing, name="training_bases"),
    path("training/bases/new/", training_bases.new, name="training_base_new"),
    path("training/bases/<int:base_id>/", training_bases.one, name="training_base"),
    path("training/bases/<int:base_id>/edit/", training_bases.edit, name="training_base_edit"),
    path("training/bases/<int:base_id>/courses/new/", courses.new, name="course_new"),
    path("training/courses/<int:course_id>/", courses.one, name="course"),
    path("training/courses/<int:course_id>/edit/", courses.edit, name="course_edit"),
    path("training/courses/<int:course_id>/classes/new/", cohorts.new, name="cohort_new"),
    path("training/classes/<int:cohort_id>/", cohorts.one, name="cohort"),
    path("training/classes/<int:cohort_id>/edit/", cohorts.edit, name="cohort_edit"),
    path("training/classes/<int:cohort_id>/cancel/", cohorts.cancel, name="cohort_cancel"),
    path("training/classes/<int:cohort_id>/commitments/new/", cohorts.commit, name="commitment_new"),
    path("training/commitments/<int:commitment_id>/withdraw/", cohorts.withdraw, name="commitment_withdraw"),
]
