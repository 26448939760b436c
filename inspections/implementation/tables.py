"""The list of implementation facts as a table; what an agency wrote of a fact is free text and
stays in the portal."""

from tayninh_portal.exports import Column

COLUMNS = (
    Column("Cơ quan", lambda fact: fact.agency_then),
    Column("Loại", lambda fact: fact.get_kind_display()),
    Column("Ngày", lambda fact: fact.day),
    Column("Số lượng", lambda fact: fact.quantity),
    Column("Số người", lambda fact: fact.people_reached),
    Column("Văn bản", lambda fact: str(fact.document) if fact.document else ""),
    Column("Trạng thái", lambda fact: fact.badge.label),
    Column("Minh họa", lambda fact: "minh họa" if fact.is_illustrative else ""),
)
