"""Whoever made a remark is told that it was answered.

Those who write are told of the remarks when the report comes back (``reports.issuing.news``): one
notice for all of them, and none while it is still being read.
"""

from __future__ import annotations

from reports.remarks.models import Remark
from reports.remarks.workflow import ANSWER, REMARKS, remarks_of
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register
from tayninh_portal.scope import Scope, wrote

REMARKED = Scope((wrote(Remark, "create"),))


def _named(remark: Remark) -> str:
    name = str(remark.report)
    return f"ý kiến của bạn tại {name[0].lower()}{name[1:]}"


register(
    Subject(
        Remark,
        remarks_of,
        title=_named,
        where=lambda remark: "Báo cáo của tỉnh",
        url=REMARKS.record_url,
        workflow=REMARKS,
        own=(News(NoticeKind.ANSWERED, (ANSWER.name,), REMARKED),),
    )
)
