"""Sign-in, passwords, second factor (allauth's own views, the few the portal uses), in Vietnamese
paths.

allauth's other pages (sign-up, mail addresses) are not routed: an account is an act of the
administrator.
"""

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.views.generic import RedirectView

from tayninh_portal.drafts.views import session_extend
from tayninh_portal.second_factor import views as own
from tayninh_portal.sign_ins import views as sign_ins
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
    # The second factor.
    path("dang-nhap/khoa/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("dang-nhap/lop-thu-hai/", factors.authenticate, name="mfa_authenticate"),
    path("xac-thuc-lai/ma/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(
        "xac-thuc-lai/khoa/",
        own.ReauthenticatePasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("lop-thu-hai/", own.index, name="mfa_index"),
    # Where allauth leads after a passkey was taken away.
    path(
        "lop-thu-hai/khoa/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("lop-thu-hai/khoa/them/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("lop-thu-hai/khoa/<int:pk>/bo/", own.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("lop-thu-hai/ung-dung/", app.activate_totp, name="mfa_activate_totp"),
    path("lop-thu-hai/ung-dung/bo/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("lop-thu-hai/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "lop-thu-hai/ma-du-phong/tao/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    # Where one is signed in now.
    path("phien/", sign_ins.session_list, name="session-list"),
    path("phien/<int:pk>/ket-thuc/", sign_ins.session_end, name="session-end"),
    path("phien/khac/ket-thuc/", sign_ins.session_end_others, name="session-end-others"),
]
