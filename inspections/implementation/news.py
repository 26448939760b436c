"""Who is told of what about a result of implementation."""

from __future__ import annotations

from inspections.implementation.models import FACT_WRITERS, ImplementationFact
from inspections.implementation.workflow import CONFIRM, FACTS, facts_of
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register

register(
    Subject(
        ImplementationFact,
        facts_of,
        title=lambda fact: f"kết quả triển khai số {fact.pk}",
        where=lambda fact: fact.agency_then,
        url=FACTS.record_url,
        workflow=FACTS,
        own=(News(NoticeKind.ANSWERED, (CONFIRM.name,), FACT_WRITERS),),
    )
)
