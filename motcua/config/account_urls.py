"""Vietnamese addresses for the pages of django-allauth, under the names that allauth reverses."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from motcua.public.views.account import EmailPage

urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("ngung-hoat-dong/", account.account_inactive, name="account_inactive"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("thu-dien-tu/", EmailPage.as_view(), name="account_email"),
    path("xac-nhan-thu/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^xac-nhan-thu/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"
    ),
    path("mat-khau/doi/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("mat-khau/quen/", account.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mat-khau/quen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/da-dat-lai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
    path("bao-mat/", mfa.index, name="mfa_index"),
    path("bao-mat/xac-thuc/", mfa.authenticate, name="mfa_authenticate"),
    path("bao-mat/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bao-mat/ung-dung/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("bao-mat/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "bao-mat/ma-du-phong/tao/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "bao-mat/ma-du-phong/tai/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("bao-mat/khoa/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "bao-mat/khoa/xac-nhan-lai/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("bao-mat/khoa/dang-nhap/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("bao-mat/khoa/<int:pk>/xoa/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("bao-mat/khoa/<int:pk>/sua/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
