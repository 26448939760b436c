"""Claims that come in pairs: the same words with a figure that bears them and one that does not."""

import pytest

from tests.reports.claiming import doubted

# On one database: it makes the context; what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite

FAMILIES = {
    "a place or a field before its noun, and the short name of a field": (
        [
            "Ở cấp huyện, số vi phạm giảm so với năm trước.",
            "Ở cấp huyện, số lượt kiểm tra chỉ bằng một nửa năm trước.",
            "Trong lĩnh vực giáo dục, số vi phạm giảm một nửa so với năm trước.",
            "Vi phạm trong lĩnh vực xây dựng bằng năm trước.",
            "Lĩnh vực tư pháp có số vi phạm giảm so với năm trước.",
        ],
        [
            "Ở cấp xã, số vi phạm giảm so với năm trước.",
            "Ở cấp tỉnh, số lượt kiểm tra chỉ bằng một nửa năm trước.",
            "Trong lĩnh vực nội vụ, số vi phạm giảm so với năm trước.",
            "Vi phạm trong lĩnh vực xây dựng tăng so với năm trước.",
            "Vi phạm trong lĩnh vực thủy lợi giảm so với năm trước.",
        ],
    ),
    "only some of what is counted": (
        ["Số phản ánh, kiến nghị tiếp nhận tăng.", "Vi phạm do Tổ kiểm tra ghi nhận đã giảm."],
        [
            "Số vi phạm ở khu vực nông thôn giảm so với năm trước.",
            "Vi phạm của công chức nữ giảm so với năm trước.",
            "Vi phạm của công chức nữ chiếm đa số.",
            "Số vi phạm chưa được kiến nghị xử lý chiếm đa số.",
            "Số cán bộ vi phạm nhiều hơn số viên chức vi phạm.",
            "Vi phạm của viên chức gần bằng vi phạm của công chức.",
            "Vi phạm trong quý IV giảm so với quý III.",
            "Phần lớn vi phạm đã được xử lý ngay.",
            "Không còn tình trạng nể nang, né tránh trong xử lý vi phạm.",
        ],
    ),
    "two tokens of one figure": (
        [
            "Số phản ánh tăng gấp đôi, từ {complaints.total|before} lên {complaints.total}.",
            "Từ {violations.total|before} vụ năm trước, vi phạm giảm còn {violations.total} vụ.",
            "Có {visits.total} lượt kiểm tra (năm trước {visits.total|before} lượt), tăng 16 lượt.",
            "Tỷ lệ khắc phục đạt {remedies.done/remedies.due|%}, cao hơn năm trước.",
        ],
        [
            "Số phản ánh tăng gấp ba, từ {complaints.total|before} lên {complaints.total}.",
            "Từ {violations.total|before} vụ năm trước, vi phạm tăng lên {violations.total} vụ.",
            "Có {visits.total} lượt kiểm tra (năm trước {visits.total|before} lượt), giảm 16 lượt.",
            "Tỷ lệ khắc phục đạt {remedies.done/remedies.due|%}, thấp hơn năm trước.",
        ],
    ),
    "the year before compared with this one": (
        [
            "Số hội nghị là {implementation.meetings} cuộc; năm trước ít hơn.",
            "Số lượt phát thanh, truyền hình năm trước gấp đôi năm nay.",
            "Năm trước cấp tỉnh có nhiều vi phạm hơn cấp huyện.",
            "Tổ kiểm tra lại {visits.cause.recheck} lượt; năm trước chưa có lượt nào.",
            "Năm trước có {handlings.discipline|before} vụ bị kỷ luật, năm nay không còn vụ nào.",
        ],
        [
            "Số lượt phát thanh, truyền hình là 675 lượt; năm trước ít hơn.",
            "Số lượt kiểm tra năm trước gấp đôi năm nay.",
            "Năm trước cấp huyện có nhiều vi phạm hơn cấp tỉnh.",
            "Tổ kiểm tra theo kế hoạch {visits.cause.plan} lượt; năm trước chưa có lượt nào.",
            "Năm trước có {handlings.discipline|before} vụ bị kỷ luật, năm nay vẫn còn.",
            "Năm trước có 05 vi phạm của lãnh đạo, quản lý, năm nay không còn vụ nào.",
            "Tổ đã kiểm tra {visits.total} lượt; không có trường hợp nào bị đình chỉ công tác.",
        ],
    ),
    "the next one, and the least of all cells": (
        [
            "Công chức vi phạm nhiều nhất, kế đến là viên chức.",
            "Đất đai là lĩnh vực nhiều vi phạm nhất, tiếp theo là tư pháp, sau đó là xây dựng.",
            "Cấp xã có nhiều lượt kiểm tra nhất; kế đến là cấp tỉnh; sau đó là cấp huyện.",
            "Số lượt kiểm tra ở cấp huyện thấp nhất trong ba cấp.",
            "Nhóm đơn vị khác có số lượt kiểm tra ít nhất.",
            "Tiếp theo là phần việc của các cơ quan.",
        ],
        [
            "Công chức vi phạm nhiều nhất, kế đến là người lao động.",
            "Đất đai là lĩnh vực nhiều vi phạm nhất, tiếp theo là tư pháp, sau đó là y tế.",
            "Cấp xã có nhiều lượt kiểm tra nhất; kế đến là cấp huyện.",
            "Số lượt kiểm tra ở cấp huyện thấp nhất trong các nhóm.",
        ],
    ),
    "what is left of a share that is denied": (
        [
            "Không phải tất cả cơ quan đều gửi kết quả đúng hạn.",
            "Không phải phần lớn lượt kiểm tra có báo trước.",
            "Không phải lượt kiểm tra nào cũng được báo trước.",
            "Không phải một số ít lượt kiểm tra là đột xuất.",
        ],
        [
            "Không phải tất cả sở, ban, ngành tỉnh đã gửi kết quả.",
            "Không phải đa số lượt kiểm tra là đột xuất.",
            "Không phải sở, ban, ngành tỉnh nào cũng gửi kết quả.",
            "Không phải một số ít thiếu sót là ở cấp huyện.",
        ],
    ),
    "a share of what the clause before spoke of": (
        [
            "Cơ quan gửi trễ hạn là {self_inspections.total.late}, phần lớn thuộc cấp xã.",
            "Vi phạm của lãnh đạo, quản lý là 02 vụ, chỉ là một số ít trong tổng số vi phạm.",
            "Tỷ lệ cơ quan đã tự kiểm tra của cấp tỉnh đạt 100%.",
            "Toàn bộ phản ánh, kiến nghị phân tổ được đều đã được phân loại.",
        ],
        [
            "Cơ quan gửi trễ hạn là {self_inspections.total.late}, phần lớn thuộc cấp tỉnh.",
            "Vi phạm ở cấp xã là 48 vụ, chỉ là một số ít trong tổng số vi phạm.",
            "Tỷ lệ cơ quan đã tự kiểm tra của cấp xã đạt 100%.",
            "Toàn bộ phản ánh, kiến nghị đều đã được phân loại.",
        ],
    ),
    "several places after a change, and by how much": (
        [
            "Thiếu sót của đơn vị giảm ở cấp tỉnh và cấp huyện, không đổi ở cấp xã.",
            "Số văn bản chỉ đạo, kế hoạch tăng hơn 20%.",
            "Số lượt kiểm tra đột xuất chiếm đa số, với {visits.surprise} lượt.",
            "Cấp tỉnh có 30 lượt kiểm tra, ít hơn cấp xã.",
        ],
        [
            "Thiếu sót của đơn vị giảm ở cấp tỉnh, cấp huyện và cấp xã.",
            "Số văn bản chỉ đạo, kế hoạch tăng hơn 30%.",
            "Số lượt kiểm tra có báo trước chiếm đa số, với {visits.announced} lượt.",
            "Cấp tỉnh có 30 lượt kiểm tra, nhiều hơn cấp xã.",
        ],
    ),
    "both numbers before": (
        [
            "Có {violations.total} vi phạm, {unit_findings.total} thiếu sót; cả hai số liệu giảm.",
        ],
        [
            "Có {visits.total} lượt kiểm tra, {violations.total} vi phạm; cả hai con số đều tăng.",
            "Có {visits.total} lượt kiểm tra; cả hai con số đều tăng.",
            "Cả ba con số trên đều tăng.",
        ],
    ),
    "still, and no more": (
        [
            "Không còn tình trạng sử dụng rượu, bia trong giờ làm việc.",
            "Không còn thiếu sót tại Bộ phận Một cửa.",
            "Cũng như năm trước, không có trường hợp đánh bạc.",
        ],
        [
            "Không còn tình trạng hút thuốc lá tại nơi làm việc.",
            "Vẫn còn thiếu sót tại Bộ phận Một cửa.",
            "Cũng như năm trước, không có phản ánh nào quá hạn.",
        ],
    ),
    "habits, principles and what is to come": (
        [
            "Hằng tháng, lãnh đạo Sở đều chủ trì giao ban.",
            "Mọi công dân đều bình đẳng trước pháp luật.",
            "Cán bộ lãnh đạo thể hiện quyết tâm cao nhất trong chỉ đạo.",
            "Giữ kỷ cương ở mức cao nhất trong năm tới.",
        ],
        [
            "Hằng tháng, các cơ quan đều gửi kết quả tự kiểm tra đúng hạn.",
            "Lãnh đạo Sở đều chủ trì giao ban.",
            "Mọi công chức đều được tập huấn.",
        ],
    ),
    "compared with what nobody counts": (
        [
            "Số lượt kiểm tra cao hơn hẳn so với năm trước.",
            "Số lượt kiểm tra cao hơn năm trước do tăng cường kiểm tra đột xuất.",
            "Ở Việt Nam, mọi công dân đều bình đẳng trước pháp luật.",
            "Báo cáo được gửi cơ quan cấp cao hơn.",
        ],
        [
            "Số vi phạm của cá nhân thấp hơn các tỉnh lân cận.",
            "Số vi phạm của cá nhân ít hơn tỉnh Bình Dương.",
            "Số vi phạm giảm so với mức bình quân chung.",
            "Số lượt kiểm tra vượt kế hoạch đề ra.",
            "Phần lớn vi phạm là của nam công chức.",
            "Nữ công chức chiếm đa số trong số vi phạm.",
            "Số vi phạm của hai cấp cao hơn năm trước.",
        ],
    ),
    "a rate beside the one before": (
        [
            "Có 119/122 cơ quan tự kiểm tra, tăng về tỷ lệ nhưng giảm về số lượng.",
            "Khắc phục đúng hạn {remedies.on_time} nội dung, tăng cả về số lượng lẫn tỷ lệ.",
            "Tỷ lệ cơ quan đã tự kiểm tra đạt 97,54%, tăng so với mức 95,52% của năm trước.",
            "Tỷ lệ cơ quan đã tự kiểm tra đạt 97,54% (năm trước 95,52%).",
            "Tỷ lệ kiểm tra đột xuất tăng từ 50% lên 75%.",
            "Có {visits.surprise} lượt kiểm tra đột xuất, chiếm tỷ lệ 75%, tăng 36 lượt.",
        ],
        [
            "Khắc phục đúng hạn {remedies.on_time} nội dung, giảm về tỷ lệ.",
            "Có 119/122 cơ quan tự kiểm tra, tăng cả về số lượng và tỷ lệ.",
            "Tỷ lệ cơ quan đã tự kiểm tra đạt 97,54%, giảm so với mức 95,52% của năm trước.",
            "Tỷ lệ cơ quan đã tự kiểm tra đạt 97,54%, cao hơn 96,52% của năm trước.",
            "Tỷ lệ cơ quan đã tự kiểm tra đạt 97,54% (năm trước 96,52%).",
            "Tỷ lệ kiểm tra đột xuất tăng từ 40% lên 75%.",
        ],
    ),
    "words beside tokens of their own": (
        [
            "Hầu hết các xã, phường đã tự kiểm tra ({self_inspections.commune.done/"
            "self_inspections.commune.due}, đạt {self_inspections.commune.done/"
            "self_inspections.commune.due|%}).",
            "Phát ngôn thiếu chuẩn mực tăng ({violations.total@category=speech|before} lên "
            "{violations.total@category=speech} trường hợp).",
        ],
        [
            "Tất cả các xã, phường đã tự kiểm tra ({self_inspections.commune.done/"
            "self_inspections.commune.due}, đạt {self_inspections.commune.done/"
            "self_inspections.commune.due|%}).",
            "Phát ngôn thiếu chuẩn mực giảm ({violations.total@category=speech|before} xuống "
            "{violations.total@category=speech} trường hợp).",
            "Số phản ánh giảm ({violations.total|before} xuống {violations.total}).",
        ],
    ),
    "none as in the year before, and other ways of handling": (
        [
            "Không còn tình trạng né tránh, đùn đẩy trách nhiệm như năm trước.",
            "Không có trường hợp nào bị kỷ luật như năm trước.",
            "Không còn thiếu sót trong việc bố trí người trực ở Bộ phận Một cửa.",
            "Toàn bộ vi phạm đã xử lý đều không bị kỷ luật.",
        ],
        [
            "Không còn trường hợp đánh bạc như năm trước.",
            "Không còn trường hợp hút thuốc lá như năm trước.",
            "Không phát sinh thiếu sót về bố trí cán bộ tiếp dân.",
            "Đa số vi phạm đã xử lý bằng hình thức kỷ luật.",
        ],
    ),
    "causes and duties": (
        [
            "Nguyên nhân của các hạn chế chủ yếu là do nhận thức chưa đầy đủ.",
            "Tổ hoạt động chủ yếu căn cứ vào quyết định thành lập.",
            "Toàn thể công chức, viên chức phải thực hiện nghiêm quy định.",
        ],
        [
            "Vi phạm chủ yếu do viên chức gây ra.",
            "Các lượt kiểm tra chủ yếu dựa trên phản ánh qua đường dây nóng.",
            "Hầu hết vi phạm đều phải xử lý kỷ luật.",
            "Tất cả phản ánh đã được giải quyết, các cơ quan đều phải rút kinh nghiệm.",
        ],
    ),
    "a rate told beside that of a year by its number": (
        [
            "Tỷ lệ trả lời phản ánh đúng hạn đạt {complaints.on_time/complaints.due|%}, "
            "cao hơn năm 2024 (73,33%).",
            "Tỷ lệ phản ánh, kiến nghị đã xử lý đạt "
            "{complaints.handled/complaints.total|%}, thấp hơn năm trước (88,89%).",
            "Đã xử lý {handlings.total}/{violations.total} trường hợp vi phạm (đạt "
            "{handlings.total/violations.total|%}), cao hơn năm 2024 (85,11%).",
            "Tỷ lệ có mặt tăng từ 95,58% năm 2024 lên 96,42% năm 2025.",
            "Có 119/122 cơ quan đã tự kiểm tra (đạt 97,54%), tăng 2,02 điểm phần trăm so "
            "với năm 2024.",
            "Các sở, ban, ngành tỉnh gửi kết quả đầy đủ (26/26 đơn vị, đạt 100%).",
        ],
        [
            "Tỷ lệ trả lời phản ánh đúng hạn đạt {complaints.on_time/complaints.due|%}, "
            "cao hơn năm 2024 (83,33%).",
            "Tỷ lệ phản ánh, kiến nghị đã xử lý đạt "
            "{complaints.handled/complaints.total|%}, cao hơn năm trước (88,89%).",
            "Đã xử lý {handlings.total}/{violations.total} trường hợp vi phạm (đạt "
            "{handlings.total/violations.total|%}), thấp hơn năm 2024 (85,11%).",
            "Tỷ lệ có mặt giảm từ 95,58% năm 2024 xuống 96,42% năm 2025.",
            "Có 119/122 cơ quan đã tự kiểm tra (đạt 97,54%), tăng 3,02 điểm phần trăm so "
            "với năm 2024.",
            "Các xã, phường, thị trấn gửi kết quả đầy đủ (94/96 đơn vị, đạt 100%).",
        ],
    ),
    "a share whose two numbers stand beside it": (
        [
            "Hầu hết các cơ quan đã ban hành kế hoạch riêng để thực hiện Quyết định "
            "({self_inspections.plans}/{self_inspections.total.due} cơ quan).",
            "Tổ kiểm tra đã kiến nghị xử lý phần lớn vi phạm ghi nhận được "
            "({violations.recommended} trường hợp, chiếm 88,00%).",
            "Hầu hết vi phạm là của người không giữ chức vụ (73/75 trường hợp).",
            "Phần lớn thiếu sót tập trung ở cấp xã "
            "({unit_findings.commune}/{unit_findings.total} thiếu sót).",
        ],
        [
            "Tất cả các cơ quan đã ban hành kế hoạch riêng để thực hiện Quyết định "
            "({self_inspections.plans}/{self_inspections.total.due} cơ quan).",
            "Tổ kiểm tra đã kiến nghị xử lý một số ít vi phạm ghi nhận được "
            "({violations.recommended} trường hợp, chiếm 88,00%).",
            "Tất cả vi phạm là của người không giữ chức vụ (73/75 trường hợp).",
            "Phần lớn thiếu sót tập trung ở cấp tỉnh "
            "({unit_findings.provincial}/{unit_findings.total} thiếu sót).",
            "Hầu hết người dân hài lòng ({headcounts.present}/{headcounts.on_roll} người).",
        ],
    ),
    "parts with their numbers in brackets, added up": (
        [
            "Vi phạm chủ yếu là đi muộn (30 trường hợp) và về sớm (18 trường hợp), chiếm 64,00%.",
            "Đi muộn ({violations.total@category=late}) và về sớm "
            "({violations.total@category=early_leave}) chiếm 64,00% tổng số vi phạm.",
            "Công chức có số vi phạm nhiều nhất (46 trường hợp), cán bộ có số vi phạm ít "
            "nhất ({violations.total@person_kind=official}).",
        ],
        [
            "Vi phạm chủ yếu là về sớm (18 trường hợp) và vắng mặt trong giờ làm việc (08 "
            "trường hợp).",
            "Đi muộn ({violations.total@category=late}) và về sớm "
            "({violations.total@category=early_leave}) chiếm 54,00% tổng số vi phạm.",
            "Các hành vi vi phạm đều giảm so với năm trước.",
        ],
    ),
    "what the brackets say of the year before": (
        [
            "Vi phạm về phát ngôn có 01 trường hợp, tăng so với năm 2024 (năm 2024 không có).",
            "Có {visits.cause.hotline} lượt kiểm tra theo phản ánh qua đường dây nóng, gấp "
            "đôi năm 2024 ({visits.cause.hotline|before} lượt).",
            "Số cơ quan nêu kiến nghị (40 cơ quan) thấp hơn số cơ quan nêu hạn chế (96 cơ quan).",
            "Không có công chức, viên chức nào bị xử lý kỷ luật.",
        ],
        [
            "Vi phạm về đi muộn có 30 trường hợp, tăng so với năm 2024 (năm 2024 không có).",
            "Có {visits.cause.plan} lượt kiểm tra theo kế hoạch, gấp đôi năm 2024 "
            "({visits.cause.plan|before} lượt).",
            "Không có trường hợp nào bị kỷ luật, giảm so với năm 2024 (năm 2024 cũng không có).",
            "Không có công chức, viên chức nào hút thuốc lá.",
        ],
    ),
    "means of one figure by another": (
        [
            "Bình quân mỗi lượt kiểm tra phát hiện 0,67 vi phạm, thấp hơn năm 2024 (0,98 vi phạm).",
            "Số thiếu sót bình quân trên một lượt kiểm tra là 0,27, thấp hơn năm 2024.",
        ],
        [
            "Bình quân mỗi lượt kiểm tra phát hiện 0,67 vi phạm, cao hơn năm 2024 (0,98 vi phạm).",
            "Bình quân mỗi lượt kiểm tra phát hiện 0,57 vi phạm, thấp hơn năm 2024.",
            "Bình quân mỗi công chức vi phạm 0,02 lần, giảm so với cùng kỳ.",
        ],
    ),
    "contents of a visit and words of the law": (
        [
            "Nội dung kiểm tra chủ yếu gồm: việc chấp hành thời giờ làm việc; việc đeo "
            "thẻ, trang phục.",
            "Trường hợp tái phạm thì áp dụng tình tiết tăng nặng khi xử lý kỷ luật.",
            "Rà soát, bãi bỏ các nội quy, quy chế không còn phù hợp.",
            "Mọi phản ánh của tổ chức, cá nhân đều phải được tiếp nhận, xử lý theo đúng quy định.",
        ],
        [
            "Vi phạm chủ yếu gồm: hút thuốc lá; đánh bạc.",
            "Số trường hợp tái phạm tăng so với năm trước.",
            "Không còn nội quy, quy chế nào chưa được rà soát.",
            "Mọi phản ánh của tổ chức, cá nhân đều đã được xử lý đúng hạn theo quy định.",
        ],
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_words_are_held_against_each_figure(told, family):
    borne, others = FAMILIES[family]
    assert [text for text in borne if doubted(text, told)] == []
    assert [text for text in others if not doubted(text, told)] == []
