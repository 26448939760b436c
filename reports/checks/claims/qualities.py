"""The qualities of what is counted, as people write them, and words that only look like some."""

from __future__ import annotations

BODY = r"(?:cơ quan, đơn vị(?:, địa phương)?|cơ quan|đơn vị|địa phương)"
_SENT = r"(?:gửi|nộp)"
_RESULT = r"(?: (?:kết quả|báo cáo)){0,2}(?: tự kiểm tra)?(?: về sở(?: nội vụ)?)?"
# pattern, dimension, values
FACETS: tuple[tuple[str, str, str], ...] = (
    (r"(?:được )?kiểm tra đột xuất|đột xuất|không (?:được )?báo trước", "notice", "surprise"),
    (r"có báo trước|được báo trước|báo trước", "notice", "announced"),
    (r"(?:kiểm tra )?theo kế hoạch", "cause", "plan"),
    (
        r"(?:từ|theo|qua|do) (?:các )?phản ánh qua đường dây nóng|(?:từ|theo) đường dây nóng",
        "cause",
        "hotline",
    ),
    (r"sau (?:kỳ nghỉ |dịp )?tết(?: nguyên đán)?", "cause", "after_tet"),
    (r"kiểm tra lại|phúc tra", "cause", "recheck"),
    (r"(?<=kiểm tra )lại", "cause", "recheck"),
    (r"(?:vì |với )?lý do khác", "cause", "other"),
    (r"có ghi nhận (?:vi phạm, )?thiếu sót", "outcome", "with"),
    (r"có (?:đếm|kiểm đếm) số người|(?:được )?kiểm đếm số người", "counted", "counted"),
    # In time, late, over.
    (r"đúng (?:thời )?hạn(?: quy định)?|đúng thời gian quy định|trước hạn", "clock", "on_time"),
    (
        (
            r"trễ (?:thời )?hạn|chậm (?:thời )?hạn|không đúng (?:thời )?hạn|trễ|"
            r"chậm(?! nhất)|muộn|sau hạn"
        ),
        "clock",
        "late",
    ),
    (r"(?:đã )?quá (?:thời )?hạn", "clock", "overdue"),
    (r"(?:đã )?đến hạn(?: trả lời| phải trả lời| khắc phục| xử lý)?(?:, chuyển)?", "clock", "due"),
    (r"(?:còn |vẫn |đang )*trong (?:thời )?hạn|chưa (?:đến|hết) hạn", "clock", "running"),
    (r"không (?:có|quy định) thời hạn(?: trả lời)?", "clock", "no_clock"),
    (r"chờ xác nhận", "clock", "waiting"),
    # Ends.
    (
        r"(?:đã |được |đã được )?(?:xử lý|giải quyết)(?: xong| dứt điểm)?(?:, trả lời)?",
        "end",
        "handled",
    ),
    (r"(?:đã |được |đã được )?trả lời(?: hoặc chuyển|, chuyển| và chuyển)?", "end", "answered"),
    (
        (
            r"(?:chưa (?:được )?(?:xử lý|giải quyết|trả lời)|(?:đang|còn) (?:được |"
            r"phải )?(?:xử lý|giải quyết))(?: xong)?"
        ),
        "end",
        "open",
    ),
    (r"(?:đã |được )?kết thúc", "end", "closed"),
    (
        (
            r"(?:đã |được )?chuyển(?: đến| sang|"
            r" cho)?(?: các)? (?:cơ quan(?: có)? thẩm quyền|cơ quan khác)"
        ),
        "end",
        "passed_on",
    ),
    (r"phân tổ được", "end", "divided"),
    (r"không phân tổ|(?:được )?giao (?:xử lý )?riêng", "end", "undivided"),
    (
        (
            r"(?:đã |được |đã được )khắc phục(?: xong)?|khắc phục xong|"
            r"hoàn thành(?: việc)? khắc phục|khắc phục(?= (?:đúng|trễ|quá|chậm))"
        ),
        "end",
        "remedied",
    ),
    (r"(?:nội dung )?(?:đã )?khắc phục (?:quá|trễ|chậm|sau) hạn", "remedy", "late"),
    (r"chưa (?:được )?khắc phục(?: xong)?", "end", "unremedied"),
    # Classes of complaints.
    (
        (
            rf"về hành vi(?: của (?:các )?{BODY}(?:, cán bộ, công chức, viên chức)?|"
            rf" của cán bộ, công chức, viên chức)?"
        ),
        "class",
        "conduct",
    ),
    (r"(?:về )?quy định(?: hành chính)?,? thuộc thẩm quyền", "class", "rules_own"),
    (r"(?:về )?quy định(?: hành chính)?,? thuộc cơ quan khác", "class", "rules_other"),
    (r"chưa phân loại", "class", "unclassified"),
    (r"không (?:được )?tiếp nhận", "class", "not_accepted"),
    # People at their desks.
    (r"có mặt", "presence", "present"),
    (r"vắng(?: mặt)? không (?:có )?lý do|vắng mặt không lý do", "absence", "unexcused"),
    (r"vắng(?: mặt)? có lý do", "absence", "excused"),
    (r"vắng(?: mặt)? chưa rõ lý do", "absence", "unknown"),
    (r"vắng(?: mặt)?", "absence", "any"),
    # Findings.
    (r"(?:người )?(?:giữ chức vụ )?lãnh đạo, quản lý", "leader", "yes"),
    (
        (
            r"(?:được |đã |do )*(?:các )?(?:cơ quan, đơn vị |cơ quan |"
            r"đơn vị )?tự phát hiện|(?:phát hiện )?(?:qua|trong) tự kiểm tra"
        ),
        "self_found",
        "yes",
    ),
    (r"(?:đã |được |đã được )?kiến nghị xử lý", "recommended", "yes"),
    (
        rf"kiến nghị (?:thủ trưởng )?(?:các )?(?:{BODY} )?xem xét, xử lý(?: theo thẩm quyền)?",
        "recommended",
        "yes",
    ),
    (
        r"kiến nghị xử lý (?:đã|được|đã được) thực hiện|(?:đã )?thực hiện kiến nghị xử lý",
        "recommended",
        "done",
    ),
    (r"(?:bị )?(?:xử lý )?kỷ luật", "punish", "discipline"),
    (r"(?:xử lý )?bằng hình thức khác|hình thức khác", "punish", "other"),
    (r"nhắc nhở", "form", "remind_oral remind_written"),
    (r"kiểm điểm", "form", "self_criticism"),
    (r"tường trình", "form", "statement"),
    (r"chấn chỉnh", "form", "rectify"),
    # Agencies.
    (r"(?:phải|thuộc diện) (?:báo cáo|tự kiểm tra|gửi|nộp)" + _RESULT, "reported", "due"),
    (rf"(?:đã |có )?(?:{_SENT}{_RESULT}|báo cáo (?:kết quả )?tự kiểm tra)", "reported", "filed"),
    (
        rf"(?:chưa|không) (?:{_SENT}{_RESULT}|báo cáo (?:kết quả )?tự kiểm tra|báo cáo)",
        "reported",
        "not_filed",
    ),
    (r"(?:được |đã được )?chấp nhận(?: kết quả)?(?: tự kiểm tra)?", "reported", "accepted"),
    (
        r"(?:đã )?(?:tổ chức |thực hiện |hoàn thành |tiến hành )?(?:việc )?tự kiểm tra",
        "reported",
        "done",
    ),
    (r"chưa (?:tổ chức |thực hiện |hoàn thành |tiến hành )?tự kiểm tra", "reported", "not_done"),
    (r"không (?:tổ chức|thực hiện|tiến hành) tự kiểm tra", "reported", "not_held"),
    (
        (
            r"(?:ban hành |có |xây dựng )?kế hoạch riêng|(?:ban hành|có|"
            r"xây dựng) kế hoạch(?: thực hiện| triển khai)?"
        ),
        "reported",
        "plans",
    ),
    (
        r"(?:báo cáo )?(?:có )?công tác phổ biến, tuyên truyền|(?:phổ biến, )?tuyên truyền",
        "reported",
        "propaganda",
    ),
    (
        (
            r"(?<=cơ quan )(?:báo cáo |đã )?rà soát nội quy, quy chế|"
            r"báo cáo(?: việc)? rà soát(?: nội quy, quy chế)?"
        ),
        "reported",
        "rules_reviewed",
    ),
    (r"nêu (?:hạn chế|tồn tại)(?:, (?:nguyên nhân|tồn tại|hạn chế))?", "reported", "shortcomings"),
    (r"(?:có )?nêu (?:kiến nghị|đề xuất)(?:, (?:đề xuất|kiến nghị))?", "reported", "proposals"),
    (r"(?:đã )?được kiểm tra", "visited", "yes"),
    (r"chưa được kiểm tra|chưa kiểm tra", "visited", "no"),
    (r"thuộc (?:các )?nhóm báo cáo (?:đã )?được kiểm tra", "visited", "grouped"),
    (r"(?:được |đã )?rà soát", "rules", "reviewed"),
    (
        (
            r"(?:được )?(?:ban hành(?: mới)?(?:,| hoặc| và) sửa đổi|"
            r"sửa đổi, bổ sung|sửa đổi|ban hành mới)"
        ),
        "rules",
        "amended",
    ),
    # Groups of agencies.
    (
        (
            r"(?:khối |nhóm )?(?:các )?sở, ban, ngành(?: cấp)?(?: tỉnh)?|"
            r"(?:cơ quan )?cấp tỉnh|các sở(?! nội vụ)|khối tỉnh"
        ),
        "group",
        "provincial",
    ),
    (
        (
            r"(?:khối |nhóm )?(?:ủy ban nhân dân |ubnd )?(?:các |"
            r"cấp )?huyện(?:, thị xã)?(?:(?:,| và) thành phố)?"
        ),
        "group",
        "district",
    ),
    (
        (
            r"(?:khối |nhóm )?(?:ủy ban nhân dân |ubnd )?(?:các |"
            r"cấp )?(?:xã(?:, phường)?(?:(?:,| và) thị trấn)?|phường(?:, xã)?)"
        ),
        "group",
        "commune",
    ),
    (r"(?:nhóm |các )?đơn vị khác", "group", "other"),
    # Short names of kinds of act, and of kinds of person.
    (r"(?:lỗi )?đi (?:làm )?(?:muộn|trễ)", "category", "late"),
    (r"(?:không đeo|thiếu) thẻ(?: công chức| công vụ)?", "category", "no_badge"),
    (r"trang phục", "category", "dress"),
    (r"giờ giấc(?: làm việc)?", "category", "late early_leave absent private_work"),
    (r"làm việc riêng", "category", "private_work"),
    (r"(?:uống|sử dụng) rượu,? bia", "category", "alcohol"),
    (r"hút thuốc(?: lá)?", "category", "smoking"),
    (r"đánh bạc", "category", "gambling"),
    (r"nhũng nhiễu|gây phiền hà", "category", "harassment"),
    (r"cửa quyền|hách dịch", "category", "bullying"),
    (r"xe công", "category", "official_car"),
    (r"né tránh|đùn đẩy(?: trách nhiệm)?", "category", "shirking"),
    (r"mỹ quan(?: công sở)?", "category", "unit_appearance"),
    (r"bảng tên(?:, chức danh)?", "category", "unit_nameplates"),
    (r"niêm yết(?: thủ tục hành chính)?", "category", "unit_posting"),
    (r"lịch công tác", "category", "unit_schedule"),
    (r"công chức, viên chức", "person_kind", "civil_servant public_employee"),
    (r"người lao động", "person_kind", "contract"),
    (r"người hoạt động không chuyên trách", "person_kind", "commune_part_time"),
    (r"giao tiếp, ứng xử|(?:chuẩn mực )?giao tiếp", "area", "2"),
    (r"đạo đức, lối sống", "area", "3"),
    (r"(?:tinh thần, )?thái độ làm việc", "area", "1"),
    (r"nội dung(?: về)? trang phục|lĩnh vực trang phục", "area", "4"),
)
# Those served, whom nobody counts.
PEOPLE = (
    r"(?:của |với |cho |phục vụ )?(?:người dân|công dân|nhân dân)"
    r"(?:(?:,| và) (?:tổ chức|doanh nghiệp))*"
)
# Words that look like one of the above and are none.
NOISE = (
    r"cán bộ, công chức, viên chức(?:, người lao động| và người lao động)?",
    r"cán bộ, công chức",
    r"(?:theo |qua |từ |trong )?kết quả tự kiểm tra",
    r"(?:công tác|kỳ|(?<!phát sinh )đợt) tự kiểm tra",
    r"tự kiểm tra [–-]",
    r"tổ kiểm tra(?: công vụ)?",
    r"(?:qua|sau khi|kết quả|thông báo kết quả) kiểm tra",
    r"(?:tại )?thời điểm kiểm tra|(?:tại )?nơi (?:được )?kiểm tra|khi kiểm tra",
    r"(?:qua )?(?:số điện thoại )?đường dây nóng",
    r"đề án văn hóa công vụ|văn hóa công vụ",
    r"bộ phận một cửa|thủ tục hành chính",
    r"(?:sở|bộ) nội vụ",
)
