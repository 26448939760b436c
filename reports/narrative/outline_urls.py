"""Addresses of the outlines."""

from django.urls import path

from reports.narrative.views import outline_headings as headings
from reports.narrative.views import outlines

HEADING = "<int:pk>/muc/<int:section_pk>"
urlpatterns = [
    path("", outlines.outline_list, name="outline-list"),
    path("<int:pk>/", outlines.outline_detail, name="outline-detail"),
    path("<int:pk>/lap-moi/", outlines.outline_create, name="outline-create"),
    path("<int:pk>/sua/", outlines.outline_update, name="outline-update"),
    path("<int:pk>/ap-dung/", outlines.outline_apply, name="outline-apply"),
    path("<int:pk>/bo/", outlines.outline_discard, name="outline-discard"),
    path("<int:pk>/them-muc/", headings.heading_create, name="outline-heading-create"),
    path(f"{HEADING}/", headings.heading_update, name="outline-heading-update"),
    path(f"{HEADING}/chuyen/", headings.heading_move, name="outline-heading-move"),
    path(f"{HEADING}/bo/", headings.heading_end, name="outline-heading-end"),
]
