"""Addresses of the plans."""

from django.urls import path

from inspections.plans import clash_views, views
from inspections.plans.workflow import PLANS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", views.plan_list, name="plan-list"),
    path("lap/", views.plan_create, name="plan-create"),
    path("bao-phu/", views.plan_coverage, name="plan-coverage"),
    path("co-quan-khac/", clash_views.other_plan_list, name="other-plan-list"),
    path("co-quan-khac/ghi/", clash_views.other_plan_create, name="other-plan-create"),
    path("co-quan-khac/<int:pk>/sua/", clash_views.other_plan_update, name="other-plan-update"),
    path("dong/<int:pk>/trung/<int:other_pk>/", clash_views.plan_settle, name="plan-settle"),
    path("<int:pk>/", views.plan_detail, name="plan-detail"),
    path("<int:pk>/sua/", views.plan_update, name="plan-update"),
    path("<int:pk>/them/", views.plan_line_create, name="plan-line-create"),
    path("dong/<int:pk>/sua/", views.plan_line_update, name="plan-line-update"),
    path("<int:pk>/ke-hoach/", views.plan_draft, name="plan-draft"),
    path("<int:pk>/to-trinh/", views.plan_memo, name="plan-memo"),
    *transition_paths(
        PLANS, "<int:pk>/", {"present": "trinh", "return": "lay-lai", "issue": "ban-hanh"}
    ),
]
