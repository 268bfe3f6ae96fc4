"""Addresses of the citizens' face."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.public.views import (
    account,
    blank_forms,
    catalogue,
    dossiers,
    filing,
    messages,
    own_data,
    pages,
    places,
    sending,
    sitemaps,
    tracking,
)

app_name = "public"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", catalogue.home, name="home"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:page>.xml", sitemaps.sitemap_page, name="sitemap-page"),
    path("su-kien/<slug:slug>/", catalogue.event, name="event"),
    path("co-quan/", catalogue.agencies, name="agencies"),
    path("co-quan/<str:code>/", catalogue.agency, name="agency"),
    path("thu-tuc/", catalogue.find, name="find"),
    path("thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
    path("thu-tuc/<str:code>/to-khai/<int:number>/", blank_forms.blank_form, name="blank-form"),
    path("thu-tuc/<str:code>/di-toi/<int:offer>/", catalogue.leaving, name="leaving"),
    path("thu-tuc/<str:code>/di-toi/<int:offer>/mo/", catalogue.leave, name="leave"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/mo-khoa/", account.unlocked, name="unlocked"),
    path("tai-khoan/ca-nhan/", account.person, name="person"),
    path("tai-khoan/du-lieu/", own_data.own_data, name="own-data"),
    path("tai-khoan/xoa/", own_data.close, name="account-close"),
    path("tai-khoan/da-xoa/", own_data.closed, name="account-closed"),
    path("tai-khoan/to-chuc/them/", account.organisation, name="organisation-new"),
    path("tai-khoan/to-chuc/<int:pk>/", account.organisation, name="organisation"),
    path("tai-khoan/to-chuc/<int:pk>/thoi/", account.leave_organisation, name="organisation-leave"),
    path("dia-ban/xa-phuong/<slug:province>/", places.communes, name="communes"),
    path("huong-dan/", pages.guide, name="guide"),
    path("trang/rieng-tu/", pages.privacy, name="privacy"),
    path("trang/dieu-khoan/", pages.terms, name="terms"),
    path("trang/tiep-can/", pages.accessibility, name="accessibility"),
    path("thu-tuc/<str:code>/nop/", filing.begin, name="begin"),
    path("nop/<uuid:key>/", filing.resume, name="draft"),
    path("nop/<uuid:key>/giay-to/", sending.papers, name="draft-papers"),
    path(
        "nop/<uuid:key>/giay-to/<int:document>/bo/", sending.remove_paper, name="draft-paper-remove"
    ),
    path("nop/<uuid:key>/giay-to/<int:document>/", sending.paper_file, name="draft-file"),
    path("nop/<uuid:key>/anh-mau/<int:item>/", sending.example, name="draft-example"),
    path("nop/<uuid:key>/kiem-tra/", sending.check, name="draft-check"),
    path("nop/<uuid:key>/gui/", sending.send, name="draft-send"),
    path("nop/<uuid:key>/da-gui/", sending.sent, name="draft-sent"),
    path("nop/<uuid:key>/xoa/", sending.discard, name="draft-discard"),
    path("nop/<uuid:key>/trang/<str:section>/", filing.section, name="draft-section"),
    path("ho-so/", dossiers.index, name="dossiers"),
    path("ho-so/<str:code>/", dossiers.dossier, name="dossier"),
    path("ho-so/<str:code>/tep/<uuid:key>/", dossiers.file, name="dossier-file"),
    path("ho-so/<str:code>/giay/<str:token>/", dossiers.paper, name="dossier-paper"),
    path("ho-so/<str:code>/ban-sao/", dossiers.sent_copy, name="dossier-copy"),
    path("ho-so/<str:code>/tin-nhan/", messages.thread, name="dossier-messages"),
    path("ho-so/<str:code>/rut/", dossiers.withdraw, name="dossier-withdraw"),
    path("ho-so/<str:code>/ket-qua/", dossiers.result, name="dossier-result"),
    path("tra-cuu/", tracking.tracking, name="tracking"),
    path("xac-thuc/<str:token>/", tracking.verification, name="verification"),
]
