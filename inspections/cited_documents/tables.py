"""The list of cited documents as a table; a trích yếu is what an issued paper itself says."""

from tayninh_portal.exports import Column

COLUMNS = (
    Column("Loại văn bản", lambda document: document.kind_name),
    Column("Số, ký hiệu", lambda document: document.number),
    Column("Ngày ban hành", lambda document: document.issued_on),
    Column("Ban hành", lambda document: document.issuer),
    Column("Trích yếu", lambda document: document.subject),
    Column("Cơ quan lập", lambda document: document.agency.name),
    Column("Chia sẻ", lambda document: "mọi cơ quan" if document.is_shared else ""),
    Column("Tệp", lambda document: "có" if document.file_id else ""),
    Column("Minh họa", lambda document: "minh họa" if document.is_illustrative else ""),
)
