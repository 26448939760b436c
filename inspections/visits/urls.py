"""Addresses of the visits."""

from django.urls import path

from inspections.visits import arrival, dossier_views, on_site_views, planning_views, views
from inspections.visits.workflow import VISITS
from tayninh_portal import numbers as numbers  # the converter of <record:pk>
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", views.visit_list, name="visit-list"),
    path("ghi-nhan/", views.visit_create, name="visit-create"),
    path("tai-cho/", on_site_views.visit_note, name="visit-note"),
    path("tai-cho/so-lieu/", on_site_views.visit_headcount, name="visit-headcount"),
    path("co-quan-theo-ngay/", views.visit_agencies, name="visit-agencies"),
    path("lich/", planning_views.planned_visit_calendar, name="planned-visit-calendar"),
    path("lich/danh-sach/", planning_views.planned_visit_list, name="planned-visit-list"),
    path("lich/len-lich/", planning_views.visit_plan, name="visit-plan"),
    path("<record:pk>/", views.visit_detail, name="visit-detail"),
    path("<record:pk>/ho-so/", dossier_views.visit_dossier, name="visit-dossier"),
    path("<record:pk>/ho-so/zip/", dossier_views.visit_dossier_zip, name="visit-dossier-zip"),
    path("<record:pk>/xuat-trinh/", arrival.visit_arrival, name="visit-arrival"),
    path("<record:pk>/giay-gioi-thieu/", arrival.visit_introduction, name="visit-introduction"),
    path("<record:pk>/tai-cho/", on_site_views.visit_note_on, name="visit-note-on"),
    path("<record:pk>/sua/", views.visit_update, name="visit-update"),
    path("<record:pk>/di-tiep/", views.visit_continue, name="visit-continue"),
    *transition_paths(
        VISITS,
        "<record:pk>/",
        {
            "start": "bat-dau",
            "reschedule": "doi-lich",
            "drop": "bo-lich",
            "conclude": "ket-thuc",
            "cancel": "huy",
            "reopen": "mo-lai",
        },
        more=views.asked_before_conclusion,
    ),
]
