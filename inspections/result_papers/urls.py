"""Addresses of the papers about a visit, under those of the visits."""

from django.urls import path

from inspections.result_papers import views
from inspections.result_papers.workflow import RESULT_PAPERS
from tayninh_portal import numbers as numbers  # the converter of <record:visit_pk>
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("ket-qua/", views.result_paper_list, name="result-paper-list"),
    path(
        "<record:visit_pk>/ket-qua/<slug:word>/",
        views.result_paper_create,
        name="result-paper-create",
    ),
    path("ket-qua/<int:pk>/", views.result_paper_detail, name="result-paper-detail"),
    path("ket-qua/<int:pk>/sua/", views.result_paper_update, name="result-paper-update"),
    path("ket-qua/<int:pk>/mo/", views.result_paper_open, name="result-paper-open"),
    path("ket-qua/<int:pk>/tra-loi/", views.reply_create, name="result-paper-reply"),
    path("ket-qua/tra-loi/<int:pk>/tep/", views.reply_file, name="reply-file"),
    *transition_paths(
        RESULT_PAPERS,
        "ket-qua/<int:pk>/",
        {
            "send": "gui",
            "accept": "nhan",
            "present": "trinh",
            "return": "tra-lai",
            "approve": "duyet",
            "issue": "ban-hanh",
        },
    ),
]
