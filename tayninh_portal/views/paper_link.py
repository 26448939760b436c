"""A link handed over on paper: it opens with the code that another person handed over.

One sentence answers whatever is wrong: the page tells nobody whether a link or a code is any good.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.utils import url_str_to_user_pk
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tayninh_portal.limits import too_often
from tayninh_portal.links import PaperLink, code_hash
from tayninh_portal.models import User
from tayninh_portal.notifications.letters import link_for

# The code has 60 bits; the limit is for whoever mistypes as well.
TRIES_A_MINUTE = 10
NOT_OPEN = (
    "Liên kết và mã này không mở được: mã gõ sai, hoặc liên kết đã dùng, đã quá hạn hay đã có liên "
    "kết mới hơn. Kiểm tra lại mã; vẫn không được thì nhờ quản trị đề nghị lại."
)
TOO_OFTEN = "Đã thử quá nhiều lần. Chờ một phút rồi thử lại."


class CodeForm(forms.Form):
    """The half of the link that is no address."""

    code = forms.CharField(
        label="Mã trao tay",
        max_length=40,
        help_text="Mã do người đề nghị đưa, dạng XXXX-XXXX-XXXX.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Nhập mã trao tay."},
    )


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def paper_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Ask for the code; with both halves go on to the page that sets the password."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_often(f"paper:{uidb36}", TRIES_A_MINUTE):
            form.add_error(None, TOO_OFTEN)
            return render(request, "account/paper_link.html", {"form": form}, status=429)
        user = _opened(uidb36, key, form.cleaned_data["code"])
        if user is not None:
            return redirect(urlsplit(link_for(user)).path)
        form.add_error("code", NOT_OPEN)
    return render(request, "account/paper_link.html", {"form": form})


def _opened(uidb36: str, key: str, code: str) -> User | None:
    try:
        user = User.objects.filter(pk=url_str_to_user_pk(uidb36), is_active=True).first()
        good = user is not None and PaperLink(code_hash(code)).check_token(user, key)
    except (ValueError, ValidationError, OverflowError):
        return None
    return user if good else None
