"""Addresses of the proposals to criticise a head, under those of the visits."""

from django.urls import path

from inspections.head_criticisms import views
from inspections.head_criticisms.workflow import HEAD_CRITICISMS
from tayninh_portal import numbers as numbers  # the converter of <record:visit_pk>
from tayninh_portal.transition_pages import transition_paths

_ONE = "phe-binh-nguoi-dung-dau/<int:pk>/"
urlpatterns = [
    path("phe-binh-nguoi-dung-dau/", views.head_criticism_list, name="head-criticism-list"),
    path(
        "<record:visit_pk>/phe-binh-nguoi-dung-dau/",
        views.head_criticism_create,
        name="head-criticism-create",
    ),
    path(_ONE, views.head_criticism_detail, name="head-criticism-detail"),
    path(f"{_ONE}ket-qua/", views.head_criticism_decide, name="head-criticism-decide"),
    path(f"{_ONE}tep/", views.head_criticism_file, name="head-criticism-file"),
    path(f"{_ONE}ho-ten/", views.head_criticism_identity, name="head-criticism-identity"),
    *transition_paths(HEAD_CRITICISMS, _ONE, {"withdraw": "rut"}),
]
