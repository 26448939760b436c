"""Addresses of a report on its way to signature and issue, of its papers, and of what follows."""

from django.urls import path

from reports.issuing.views import (
    after_issue,
    check_sheet,
    from_word,
    issues,
    letters,
    reading,
    renderings,
    reports,
    summaries,
    transitions,
    versions,
)
from reports.issuing.workflow import REPORTS
from tayninh_portal.transition_pages import transition_paths

urlpatterns = [
    path("", reports.report_list, name="report-list"),
    path("<int:pk>/", reports.report_detail, name="report-detail"),
    path("<int:pk>/doi-chieu/", versions.report_compare, name="report-compare"),
    path("<int:pk>/tiep/", transitions.report_next, name="report-next"),
    # Papers.
    path("<int:pk>/ket-xuat/", renderings.report_render, name="report-render"),
    path("<int:pk>/viec/<int:job_pk>/", renderings.report_job, name="report-job"),
    path("<int:pk>/viec/<int:job_pk>/thu-lai/", renderings.job_retry, name="report-job-retry"),
    path("<int:pk>/tai-ve/", renderings.report_download, name="report-download"),
    path("<int:pk>/cac-ban-in/", renderings.report_papers, name="report-papers"),
    path("<int:pk>/phieu-kiem-tra/", check_sheet.report_check_sheet, name="report-check-sheet"),
    # What goes with it.
    path("cac-loai-van-ban/", letters.paper_kinds, name="paper-kinds"),
    path("cac-loai-van-ban/<slug:word>/", letters.paper_kind, name="paper-kind"),
    path("<int:pk>/to-trinh/", letters.report_memo, name="report-memo"),
    path("<int:pk>/phieu-trinh/", letters.report_office_sheet, name="report-office-sheet"),
    path(
        "<int:pk>/cong-van-dinh-chinh/",
        letters.report_correction_letter,
        name="report-correction-letter",
    ),
    # Of a month or quarter, beside the reports.
    path("tong-hop-kiem-tra/", summaries.inspection_summary_page, name="inspection-summary"),
    path(
        "tong-hop-kiem-tra/van-ban/",
        summaries.inspection_summary_paper,
        name="inspection-summary-paper",
    ),
    # Back from Word.
    path("<int:pk>/ban-word/", from_word.word_return_create, name="word-return-create"),
    path(
        "<int:pk>/ban-word/<int:word_pk>/",
        from_word.word_return_detail,
        name="word-return-detail",
    ),
    path(
        "<int:pk>/ban-word/<int:word_pk>/muc/<int:section_pk>/",
        from_word.word_return_take,
        name="word-return-take",
    ),
    path(
        "<int:pk>/ban-word/<int:word_pk>/nhan-xet/",
        from_word.word_return_remark,
        name="word-return-remark",
    ),
    # Reading in order to decide.
    path("<int:pk>/doc/", reading.report_read, name="report-read"),
    path("<int:pk>/y-kien/<str:key>/", reading.remark_create, name="remark-create"),
    # Transitions.
    path("<int:pk>/duyet/", reading.report_approve, name="report-approve"),
    path("<int:pk>/trinh-lanh-dao-so/", transitions.report_submit, name="report-submit"),
    path("<int:pk>/tra-lai/", transitions.report_return, name="report-return"),
    path("<int:pk>/tra-lai-so/", transitions.report_send_back, name="report-send-back"),
    path("<int:pk>/ghi-nhan-ky/", issues.report_sign, name="report-sign"),
    path("<int:pk>/ban-hanh/", issues.report_issue, name="report-issue"),
    *transition_paths(
        REPORTS,
        "<int:pk>/",
        {
            "recall": "rut-lai",
            "present": "trinh-ubnd-tinh",
            "choose_signer": "nguoi-ky-du-kien",
        },
        more=transitions.progress,
        template="reports/workflow/transition.html",
    ),
    # After the issue.
    path("<int:pk>/ban-goc/", after_issue.signed_copy_create, name="signed-copy-create"),
    path(
        "<int:pk>/ban-goc/<int:copy_pk>/tep/",
        after_issue.signed_copy_open,
        name="signed-copy-open",
    ),
    path("<int:pk>/dinh-chinh/", after_issue.report_correct, name="report-correct"),
    path(
        "<int:pk>/dinh-chinh/<int:correction_pk>/tep/",
        after_issue.correction_open,
        name="correction-open",
    ),
    path("<int:pk>/thu-hoi/", after_issue.report_withdraw, name="report-withdraw"),
    path("<int:pk>/thu-hoi/tep/", after_issue.withdrawal_open, name="withdrawal-open"),
    path("<int:pk>/thay-the/", after_issue.report_replace, name="report-replace"),
]
