"""What the year of the demo tells whom, written by hand.

Each line was held against the data of the demo (``demo/data/each_year.toml``, ``desk.toml``) and
against what was then written down of it, by the rules: a notice goes to whoever has something to
do now, or is told what became of what they did; never to who did it; once for each state and day.
Deadlines: 10 working days for a call, 5 to pass one on, 30 days to put something right. “due” comes
three working days before the last day, “overdue” on the first working morning after it.

People: an officer by the name of their account; of an agency ``so-y-te`` its clerk and its head,
``c:so-y-te`` the clerk alone, ``h:so-y-te`` the head alone; ``[never]`` the agencies of a group,
``[province]`` those of UBND tỉnh who are told of what the Sở issues.
Ten accounts are printed by ``load_demo``: quantri, chuyenvien1, lanhdaoso, trucduongday, vanthuso,
vanphong, vanthutinh, lanhdaotinh, and the clerk and the head of Sở Công Thương.
"""

# What the round of 2026 does with the 14 provincial bodies and 96 communes that are due by 13/11:
# 69 have sent theirs by the morning of 10/11, xã Mộc Hóa and xã Tân Long among them, whose results
# come back that day and on the next; 22 only begin, or send it late; 19 never send any.
GROUPS = {
    "province": "vanphong vanthutinh lanhdaotinh",
    "early": """
phuong-binh-minh phuong-gia-loc phuong-go-dau phuong-kien-tuong phuong-long-an phuong-ninh-thanh
phuong-thanh-dien so-cong-thuong so-giao-duc-va-dao-tao so-khoa-hoc-va-cong-nghe so-noi-vu
so-tai-chinh so-xay-dung thanh-tra-tinh xa-an-luc-long xa-an-ninh xa-ben-luc xa-binh-duc
xa-binh-thanh xa-can-duoc xa-can-giuoc xa-cau-khoi xa-chau-thanh xa-dong-thanh xa-duc-hoa xa-duc-hue
xa-duong-minh-chau xa-hao-duoc xa-hau-thanh xa-hiep-hoa xa-hoa-hoi xa-hung-thuan xa-khanh-hung
xa-loc-ninh xa-long-cang xa-long-huu xa-long-thuan xa-moc-hoa xa-my-hanh xa-my-loc xa-my-quy
xa-my-thanh xa-my-yen xa-nhut-tao xa-phuoc-chi xa-phuoc-thanh xa-rach-kien xa-tan-bien xa-tan-chau
xa-tan-dong xa-tan-hoa xa-tan-hoi xa-tan-lan xa-tan-lap xa-tan-long xa-tan-phu xa-tan-thanh
xa-tan-thanh-2 xa-thanh-binh xa-thanh-duc xa-thanh-hoa xa-thanh-phuoc xa-thu-thua xa-tra-vong
xa-truong-mit xa-tuyen-binh xa-tuyen-thanh xa-vinh-cong xa-vinh-thanh""",
    "late": """
phuong-hoa-thanh phuong-tan-an phuong-tan-ninh so-dan-toc-va-ton-giao so-ngoai-vu
so-nong-nghiep-va-moi-truong so-tu-phap so-van-hoa-the-thao-va-du-lich so-y-te van-phong-ubnd-tinh
xa-binh-hiep xa-binh-hoa xa-duc-lap xa-hung-dien xa-my-an xa-my-le xa-ninh-dien xa-phuoc-ly
xa-tan-hung xa-tan-tru xa-vam-co xa-vinh-hung""",
    "never": """
phuong-an-tinh phuong-khanh-hau phuong-long-hoa phuong-trang-bang xa-ben-cau xa-hau-nghia
xa-hoa-khanh xa-long-chu xa-luong-hoa xa-nhon-hoa-lap xa-nhon-ninh xa-phuoc-vinh xa-phuoc-vinh-tay
xa-tam-vu xa-tan-tap xa-tan-tay xa-thanh-loi xa-thuan-my xa-vinh-chau""",
}

# day | record | kind: people; each line is one act, or what one morning says of one record.
#
# - A call waits for the operator (who wrote it down and hears nothing), the Sở's leader and who is
#   in charge of the agency: nobody is of a body outside the province (16/3). Of one that is
#   reserved its leader alone hears (8/1/2027, 12/1/2027), and chuyenvien3, whom the second is
#   about, hears nothing at all. Without a name (3/6, 9/7) there is no last day.
# - The second call about xã Châu Thành (11/1/2027) is merged the same day: nobody has to answer it.
# - Of a remedy the agency hears when the visit is concluded, the Sở when it is reported. Three
#   public units have nobody yet when they are visited: their clerks come with the first answer, by
#   a post that two people give (asked, given to confirm, confirmed); nobody is in charge of them,
#   so that the leader and the team of the visit read what they send.
# - Chi cục Quản lý đất đai has nobody either: Sở Nông nghiệp và Môi trường, the body above it, is
#   told on 9/12 and 5/1/2027, and as its successor from 11/1/2027 on, with who is in charge of it.
# - The round is opened again on 14/12: that concerns the 19 alone.
# - Sở Công Thương (18/3) and Sở Y tế (17/9) are told of their visit, of what is to be put right, of
#   the signed biên bản and of its results; the leader and the registrar hear of each notice what is
#   theirs to do, UBND tỉnh of the results alone. Who is in charge of both is chuyenvien3: of the
#   replies, and of what Sở Công Thương puts right, late once. What Sở Y tế leaves open is due on
#   31/12. A visit to come tells nobody, nor does a surprise (22/4, 15/10).
# - The report is due on 18/12. On the way to its number it comes back once (16/12). What replaces
#   it, and the one of 2019, has no last day.
DAYS = """
8/1        | complaint | given: chuyenvien2 lanhdaoso
8/1        | complaint | given: phuong-long-an
16/1       | complaint | due: chuyenvien2 lanhdaoso trucduongday phuong-long-an
20/1       | complaint | answered: chuyenvien2 lanhdaoso trucduongday
28/1       | remedy    | given: xa-duong-minh-chau
13/2       | visit     | overdue: chuyenvien1 chuyenvien3
23/2       | remedy    | given: chuyenvien3
24/2       | remedy    | answered: c:xa-duong-minh-chau
24/2       | remedy    | given: phuong-thanh-dien
25/2       | complaint | given: chuyenvien3 lanhdaoso
25/2       | complaint | given: xa-tan-bien
5/3        | paper     | given: lanhdaoso
5/3        | paper     | given: vanthuso
5/3        | paper     | answered: chuyenvien1 so-cong-thuong
6/3        | complaint | due: chuyenvien3 lanhdaoso trucduongday xa-tan-bien
6/3        | reply     | answered: chuyenvien3 lanhdaoso
10/3       | complaint | answered: chuyenvien3 lanhdaoso trucduongday
16/3       | complaint | given: lanhdaoso
18/3       | complaint | due: lanhdaoso trucduongday
18/3       | remedy    | given: so-cong-thuong
18/3       | remedy    | given: so-cong-thuong
18/3       | minutes   | answered: so-cong-thuong
23/3       | remedy    | due: phuong-thanh-dien
24/3       | paper     | given: lanhdaoso
25/3       | paper     | given: lanhdaoso
25/3       | paper     | given: vanthuso
25/3       | paper     | answered: chuyenvien1 chuyenvien2 [province] so-cong-thuong
27/3       | remedy    | overdue: chuyenvien1 phuong-thanh-dien
30/3       | remedy    | extended: phuong-thanh-dien
1/4        | remedy    | given: chuyenvien3
3/4        | remedy    | answered: c:so-cong-thuong
7/4        | complaint | given: chuyenvien3 lanhdaoso
7/4        | complaint | given: xa-ben-luc
8/4        | reply     | answered: chuyenvien1 chuyenvien2 chuyenvien3 lanhdaoso
14/4       | remedy    | due: so-cong-thuong
15/4       | remedy    | due: phuong-thanh-dien
16/4       | complaint | due: chuyenvien3 lanhdaoso trucduongday xa-ben-luc
17/4       | complaint | answered: chuyenvien3 lanhdaoso trucduongday
17/4       | remedy    | given: chuyenvien1
20/4       | remedy    | returned: phuong-thanh-dien
20/4       | remedy    | overdue: chuyenvien3 so-cong-thuong
21/4       | remedy    | overdue: chuyenvien1 phuong-thanh-dien
21/4       | remedy    | given: chuyenvien1
22/4       | remedy    | answered: phuong-thanh-dien
23/4       | remedy    | returned: phuong-thanh-dien
28/4       | proposal  | asked: c:don-vi-3
28/4       | proposal  | confirmed: quantri c:don-vi-3
28/4       | proposal  | given: lanhdaoso
28/4       | account   | post: c:don-vi-3
4/5        | remedy    | given: chuyenvien3
8/5        | remedy    | given: chuyenvien1 chuyenvien3 lanhdaoso
8/5        | remedy    | answered: c:so-cong-thuong
11/5       | remedy    | returned: c:don-vi-3
12/5       | complaint | given: chuyenvien2 lanhdaoso
12/5       | complaint | given: so-nong-nghiep-va-moi-truong
15/5       | remedy    | due: c:don-vi-3
18/5       | proposal  | asked: c:don-vi-10
18/5       | proposal  | confirmed: quantri c:don-vi-10
18/5       | proposal  | given: lanhdaoso
18/5       | account   | post: c:don-vi-10
21/5       | complaint | due: chuyenvien2 lanhdaoso trucduongday so-nong-nghiep-va-moi-truong
21/5       | remedy    | overdue: chuyenvien1 chuyenvien3 lanhdaoso c:don-vi-3
27/5       | complaint | overdue: chuyenvien2 lanhdaoso trucduongday so-nong-nghiep-va-moi-truong
29/5       | complaint | answered: chuyenvien2 lanhdaoso trucduongday
2/6        | remedy    | given: chuyenvien1 chuyenvien3 lanhdaoso
3/6        | complaint | given: chuyenvien2 lanhdaoso
4/6        | complaint | given: xa-duc-hoa
12/6       | complaint | answered: chuyenvien2 lanhdaoso trucduongday
7/7        | remedy    | given: thanh-tra-tinh
9/7        | complaint | given: chuyenvien3 lanhdaoso
22/7       | complaint | given: chuyenvien1 lanhdaoso
28/7       | remedy    | given: chuyenvien1
3/8        | remedy    | answered: c:thanh-tra-tinh
4/8        | complaint | given: chuyenvien3 lanhdaoso
4/8        | complaint | given: phuong-tan-ninh
13/8       | complaint | due: chuyenvien3 lanhdaoso trucduongday phuong-tan-ninh
17/8       | complaint | answered: chuyenvien3 lanhdaoso trucduongday
21/8       | proposal  | asked: c:don-vi-5
21/8       | proposal  | confirmed: quantri c:don-vi-5
21/8       | proposal  | given: lanhdaoso
21/8       | account   | post: c:don-vi-5
4/9        | paper     | given: lanhdaoso
4/9        | paper     | given: vanthuso
4/9        | paper     | answered: chuyenvien1 so-y-te
7/9        | reply     | answered: chuyenvien3 lanhdaoso
14/9       | complaint | given: chuyenvien2 lanhdaoso
14/9       | complaint | given: so-xay-dung
17/9       | remedy    | given: so-y-te
17/9       | minutes   | answered: so-y-te
23/9       | complaint | due: chuyenvien2 lanhdaoso trucduongday so-xay-dung
23/9       | paper     | given: lanhdaoso
24/9       | remedy    | given: phuong-tan-an
24/9       | proposal  | asked: c:don-vi-6
24/9       | proposal  | confirmed: quantri c:don-vi-6
24/9       | proposal  | given: lanhdaoso
24/9       | remedy    | given: so-ngoai-vu
24/9       | account   | post: c:don-vi-6
24/9       | paper     | given: lanhdaoso
24/9       | paper     | given: vanthuso
24/9       | paper     | answered: chuyenvien1 chuyenvien2 [province] so-y-te
25/9       | complaint | answered: chuyenvien2 lanhdaoso trucduongday
28/9       | complaint | given: chuyenvien2 trucduongday
29/9       | complaint | overdue: chuyenvien2 lanhdaoso trucduongday
29/9       | complaint | given: so-xay-dung
30/9       | complaint | overdue: so-xay-dung
30/9       | complaint | answered: chuyenvien2 lanhdaoso trucduongday
12/10      | round     | given: [early] [late] [never]
12/10      | remedy    | given: chuyenvien2
16/10      | remedy    | answered: c:phuong-tan-an
20/10      | remedy    | given: xa-tan-tap
21/10      | remedy    | due: so-ngoai-vu
23/10      | remedy    | given: chuyenvien3
6/11       | remedy    | given: chuyenvien1
10/11      | round     | due: [late] [never]
10/11      | remedy    | answered: c:xa-tan-tap
11/11      | round     | due: xa-moc-hoa xa-tan-long
16/11      | round     | overdue: [late] [never] xa-moc-hoa xa-tan-long
17/11      | report    | given: chuyenvien2 chuyenvien3 lanhdaoso
9/12       | remedy    | given: so-nong-nghiep-va-moi-truong
14/12      | round     | given: [never]
15/12      | report    | due: chuyenvien1 chuyenvien2 chuyenvien3 lanhdaoso
16/12      | report    | given: lanhdaoso
16/12      | report    | returned: chuyenvien1 chuyenvien2 chuyenvien3
16/12      | report    | given: lanhdaoso
17/12      | report    | given: vanthuso
18/12      | report    | due: vanthuso
18/12      | report    | given: vanphong
18/12      | remedy    | given: xa-nhon-ninh
18/12      | remedy    | given: phuong-long-hoa
21/12      | report    | overdue: vanphong
21/12      | complaint | given: chuyenvien3 lanhdaoso
22/12      | complaint | given: xa-hau-nghia
25/12      | report    | given: vanthutinh
25/12      | complaint | given: chuyenvien3 lanhdaoso
25/12      | report    | answered: chuyenvien1 lanhdaoso vanthuso
28/12      | complaint | given: so-y-te
28/12      | remedy    | given: xa-duc-hue
28/12      | remedy    | due: so-y-te
29/12      | complaint | given: chuyenvien2 lanhdaoso
30/12      | complaint | due: chuyenvien3 lanhdaoso trucduongday xa-hau-nghia
30/12      | remedy    | given: xa-tan-tay
30/12      | complaint | given: so-giao-duc-va-dao-tao
31/12      | complaint | given: chuyenvien2 lanhdaoso
4/1/2027   | complaint | given: xa-moc-hoa
4/1/2027   | remedy    | given: so-cong-thuong
4/1/2027   | remedy    | overdue: chuyenvien3 so-y-te
5/1/2027   | remedy    | due: so-nong-nghiep-va-moi-truong
5/1/2027   | report    | given: chuyenvien2 chuyenvien3 lanhdaoso
5/1/2027   | complaint | given: chuyenvien1 lanhdaoso
6/1/2027   | complaint | due: chuyenvien3 lanhdaoso trucduongday so-y-te
6/1/2027   | complaint | overdue: chuyenvien3 lanhdaoso trucduongday xa-hau-nghia
6/1/2027   | report    | given: lanhdaoso
6/1/2027   | complaint | given: chuyenvien2 lanhdaoso
6/1/2027   | report    | given: vanthuso
7/1/2027   | complaint | due: chuyenvien1 lanhdaoso trucduongday
7/1/2027   | report    | given: vanphong
7/1/2027   | complaint | given: chuyenvien2 lanhdaoso
7/1/2027   | remedy    | given: chuyenvien2
7/1/2027   | complaint | given: xa-thu-thua
7/1/2027   | complaint | answered: chuyenvien3 lanhdaoso trucduongday
8/1/2027   | complaint | due: chuyenvien2 lanhdaoso trucduongday so-giao-duc-va-dao-tao
8/1/2027   | visit     | overdue: chuyenvien1 chuyenvien2
8/1/2027   | complaint | given: chuyenvien2 lanhdaoso
8/1/2027   | complaint | given: lanhdaotinh
8/1/2027   | complaint | given: xa-chau-thanh
8/1/2027   | complaint | given: phuong-long-an
11/1/2027  | remedy    | overdue: chuyenvien2 so-nong-nghiep-va-moi-truong
11/1/2027  | complaint | given: chuyenvien2 lanhdaoso
11/1/2027  | complaint | given: chuyenvien3 lanhdaoso
11/1/2027  | remedy    | given: chuyenvien3
11/1/2027  | remedy    | answered: c:xa-nhon-ninh
11/1/2027  | complaint | answered: chuyenvien2 lanhdaoso trucduongday
12/1/2027  | complaint | due: chuyenvien2 lanhdaoso trucduongday xa-moc-hoa
12/1/2027  | complaint | overdue: chuyenvien3 lanhdaoso trucduongday
12/1/2027  | report    | given: chuyenvien2 chuyenvien3 lanhdaoso
12/1/2027  | complaint | given: lanhdaoso
12/1/2027  | complaint | given: so-cong-thuong
13/1/2027  | complaint | overdue: chuyenvien1 lanhdaoso trucduongday
13/1/2027  | report    | given: lanhdaoso
13/1/2027  | remedy    | returned: phuong-long-hoa
13/1/2027  | complaint | answered: chuyenvien2 lanhdaoso trucduongday
14/1/2027  | remedy    | due: phuong-long-hoa
14/1/2027  | visit     | overdue: chuyenvien2 chuyenvien3
14/1/2027  | complaint | given: chuyenvien2 lanhdaoso
14/1/2027  | report    | given: vanthuso
15/1/2027  | visit     | overdue: chuyenvien1 chuyenvien3
15/1/2027  | handover  | given: chuyenvien2
"""

# record | kind | people = how many over the year; nothing is one.
#
# - visit given: of the 88 visits each has two members; one writes it down, or begins one that was
#   planned, and the other is told: chuyenvien1 32, chuyenvien2 30, chuyenvien3 26. The visit of
#   xã Hiệp Hòa that is opened again is told to both of its team. 40 visits are concluded with
#   something about a person that an agency has to answer; the three of public units find nobody
#   there, the other 37 stand here, that of Chi cục Quản lý đất đai with Sở Nông nghiệp và Môi
#   trường.
# - handling: of 65 results 58 go to who is in charge, 7 of public units to the leader and both of
#   the team: 58 + 21 = 79, and one more when xã Mỹ Yên corrects its own. 49 are confirmed, which
#   its clerk is told, and of xã Mỹ Yên the head too, who corrected it. 5 come back, one of them
#   (xã Mỹ Yên) a second time when it is opened again; public units have no head.
# - fact: 68 are told, 62 by agencies to who is in charge of them (23, 23 and 16), two of UBND tỉnh
#   and four of the Sở itself by chuyenvien1. Nobody is in charge of UBND tỉnh, and of the Sở it is
#   chuyenvien1: the leader is told of these six, chuyenvien1 that chuyenvien2 confirmed them.
#   Xã Hưng Thuận corrects one of its own, which chuyenvien3 confirms anew. 6 come back,
#   that of xã Hưng Thuận a second time when it is opened again. 56 of the agencies' are confirmed.
# - submission: 91 are certified, two of them twice (they came back), and a third (Sở Khoa học và
#   Công nghệ) after it was opened again: 94. 91 + 1 are accepted.
COUNTS = """
visit      | given    | chuyenvien1=33 chuyenvien2=30 chuyenvien3=27
visit      | given    | xa-hau-nghia=2 xa-duong-minh-chau=2 so-xay-dung=2 xa-my-yen so-tai-chinh
visit      | given    | so-nong-nghiep-va-moi-truong=2 phuong-ninh-thanh so-y-te xa-an-ninh
visit      | given    | phuong-thanh-dien xa-tan-long so-dan-toc-va-ton-giao xa-binh-thanh
visit      | given    | xa-hoa-hoi xa-thanh-hoa xa-nhut-tao xa-tam-vu xa-duc-hue
visit      | given    | so-van-hoa-the-thao-va-du-lich so-tu-phap xa-luong-hoa xa-moc-hoa
visit      | given    | phuong-binh-minh xa-hoa-khanh xa-long-chu xa-vinh-hung phuong-khanh-hau
visit      | given    | phuong-tan-an xa-vam-co xa-tan-hung xa-tan-tap xa-nhon-ninh xa-tan-tay
handling   | given    | chuyenvien1=22 chuyenvien2=21 chuyenvien3=30 lanhdaoso=7
handling   | answered | c:don-vi-10 c:don-vi-3 c:don-vi-5 c:don-vi-6 c:so-cong-thuong
handling   | answered | c:phuong-khanh-hau
handling   | answered | c:phuong-long-hoa c:phuong-ninh-thanh c:phuong-tan-an=2
handling   | answered | c:so-dan-toc-va-ton-giao=2 c:so-ngoai-vu c:so-nong-nghiep-va-moi-truong
handling   | answered | c:so-tai-chinh=2 c:so-tu-phap c:so-van-hoa-the-thao-va-du-lich c:so-xay-dung
handling   | answered | c:so-y-te c:thanh-tra-tinh c:xa-an-ninh=2 c:xa-binh-thanh=2 c:xa-duc-hue
handling   | answered | c:xa-duong-minh-chau=4 c:xa-hau-nghia=2 c:xa-hoa-hoi c:xa-hoa-khanh
handling   | answered | c:xa-long-chu c:xa-luong-hoa=2 c:xa-moc-hoa c:xa-my-yen c:xa-nhon-ninh
handling   | answered | c:xa-nhut-tao=2 c:xa-tam-vu c:xa-tan-hung c:xa-tan-long c:xa-tan-tap
handling   | answered | c:xa-tan-tay c:xa-thanh-hoa c:xa-vam-co c:xa-vinh-hung
handling   | answered | h:xa-my-yen
handling   | returned | c:don-vi-3=2 c:don-vi-5 xa-my-yen=2 xa-nhon-ninh
fact       | given    | chuyenvien1=23 chuyenvien2=23 chuyenvien3=17 lanhdaoso=6
fact       | answered | chuyenvien1=6
fact       | answered | c:phuong-an-tinh=3 c:phuong-long-an=3 c:phuong-tan-an=2 c:phuong-tan-ninh=2
fact       | answered | c:phuong-thanh-dien c:phuong-trang-bang c:so-cong-thuong=2
fact       | answered | c:so-dan-toc-va-ton-giao=2 c:so-khoa-hoc-va-cong-nghe=3
fact       | answered | c:so-nong-nghiep-va-moi-truong c:thanh-tra-tinh=2 c:van-phong-ubnd-tinh=2
fact       | answered | c:xa-can-duoc=3 c:xa-dong-thanh c:xa-duong-minh-chau=3 c:xa-hoa-khanh=2
fact       | answered | c:xa-hung-dien=2 c:xa-hung-thuan=3 c:xa-moc-hoa=2 c:xa-my-hanh c:xa-my-loc=2
fact       | answered | c:xa-my-thanh=3 c:xa-phuoc-chi c:xa-phuoc-thanh c:xa-tan-phu
fact       | answered | c:xa-tan-thanh-2=2 c:xa-thanh-binh=3 c:xa-tuyen-thanh=2 c:xa-vinh-hung
fact       | answered | h:xa-hung-thuan
fact       | returned | xa-dong-thanh xa-hung-thuan=2 xa-tam-vu=2 xa-tan-thanh-2 xa-tuyen-thanh
submission | given    | chuyenvien1=33 chuyenvien2=32 chuyenvien3=29
submission | returned | so-khoa-hoc-va-cong-nghe xa-moc-hoa xa-tan-long
submission | answered | [early] [late] so-khoa-hoc-va-cong-nghe
"""
