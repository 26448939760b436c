"""Which sentence of a new telling is the old one mended."""

import pytest

from reports.remarks.sentences import successor

OLD = "Qua kiểm tra, một số đơn vị chưa chấp hành giờ làm việc."


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        (["Qua kiểm tra, 07 đơn vị chưa chấp hành giờ làm việc."], 0),
        (
            [
                "Công tác tuyên truyền được duy trì.",
                "Qua kiểm tra, có 07 đơn vị chưa chấp hành đúng giờ làm việc, gồm:",
            ],
            1,
        ),
        (["Công tác tuyên truyền được duy trì thường xuyên trên cổng thông tin."], None),
        ([], None),
    ],
)
def test_the_mended_sentence_is_found_and_another_one_is_not(candidates, expected):
    assert successor(OLD, candidates) == ("" if expected is None else candidates[expected])
