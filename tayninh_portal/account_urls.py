"""Sign-in and passwords (allauth's own views, the few the portal uses), in Vietnamese paths.

allauth's other pages (sign-up, mail addresses) are not routed: an account is an act of the
administrator.
"""

from allauth.account import views
from django.urls import path, re_path

from tayninh_portal.drafts.views import session_extend
from tayninh_portal.views.accounts import password_change, sign_in_to_try, sign_out
from tayninh_portal.views.paper_link import paper_link

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dung-thu/", sign_in_to_try, name="account-try"),
    path("dang-xuat/", sign_out, name="account_logout"),
    path("gia-han/", session_extend, name="session-extend"),
    path("doi-mat-khau/", password_change, name="account_change_password"),
    path("quen-mat-khau/", views.password_reset, name="account_reset_password"),
    path(
        "quen-mat-khau/da-gui/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^dat-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    re_path(
        r"^lien-ket-giay/(?P<uidb36>[0-9a-z]{1,13})-(?P<key>[0-9a-z-]{1,120})/$",
        paper_link,
        name="account-paper-link",
    ),
    path(
        "dat-mat-khau/xong/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("bi-khoa/", views.account_inactive, name="account_inactive"),
    path("xac-thuc-lai/", views.reauthenticate, name="account_reauthenticate"),
]
