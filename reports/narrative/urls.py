"""Addresses where a report is begun and written: its sections, their words and headings."""

from django.urls import path

from reports.narrative.views import particulars, reports, section_words, sections

SECTION = "<int:pk>/muc/<int:section_pk>"
urlpatterns = [
    path("lap/", reports.report_create, name="report-create"),
    path("<int:pk>/thong-tin/", particulars.report_update, name="report-update"),
    path("<int:pk>/loi-nam-truoc/", section_words.report_carry, name="report-carry"),
    path("<int:pk>/them-muc/", sections.section_create, name="section-create"),
    path(f"{SECTION}/", section_words.section_update, name="section-update"),
    path(f"{SECTION}/doi-ten/", sections.section_rename, name="section-rename"),
    path(f"{SECTION}/chuyen/", sections.section_move, name="section-move"),
    path(f"{SECTION}/bo/", sections.section_remove, name="section-remove"),
    path(f"{SECTION}/khoi-phuc/", sections.section_restore, name="section-restore"),
    path(f"{SECTION}/lay/", section_words.section_take, name="section-take"),
    path(f"{SECTION}/loi-nam-truoc/", section_words.section_carry, name="section-carry"),
    path(f"{SECTION}/xac-nhan/", section_words.section_confirm, name="section-confirm"),
    path(f"{SECTION}/phien-ban/", section_words.section_versions, name="section-versions"),
]
