"""Addresses of the citizens' face."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.public.views import account, pages

app_name = "public"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/ca-nhan/", account.person, name="person"),
    path("tai-khoan/to-chuc/them/", account.organisation, name="organisation-new"),
    path("tai-khoan/to-chuc/<int:pk>/", account.organisation, name="organisation"),
    path("tai-khoan/to-chuc/<int:pk>/thoi/", account.leave_organisation, name="organisation-leave"),
    path("huong-dan/", pages.guide, name="guide"),
    path("trang/rieng-tu/", pages.privacy, name="privacy"),
    path("trang/dieu-khoan/", pages.terms, name="terms"),
    path("trang/tiep-can/", pages.accessibility, name="accessibility"),
]
