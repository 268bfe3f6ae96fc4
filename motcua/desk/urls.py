"""Addresses of the officers' face, below /mot-cua/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.desk.views import (
    asking,
    bulk,
    calendar,
    changes,
    counter,
    dossier,
    due,
    figures,
    inbox,
    lookup,
    messages,
    moves,
    notes,
    proposals,
    stops,
)

app_name = "desk"

_DOSSIER = "ho-so/<str:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.index, name="inbox"),
    path("vi-tri/", inbox.sit, name="sit"),
    path("so-lieu/bo-sung/", figures.supplements, name="supplement-figures"),
    path("hang-loat/<slug:key>/", bulk.move, name="bulk"),
    path("nop-thay/", counter.choose, name="counter"),
    path("lich/", calendar.index, name="calendar"),
    path("lich/ngay/", calendar.day, name="calendar-day"),
    path("lich/ngay/<str:on>/bo/", calendar.clear, name="calendar-clear"),
    path("lich/gio/<slug:kind>/", calendar.hours, name="calendar-hours"),
    path("lich/tam-ngung/", calendar.close, name="closure"),
    path("lich/tam-ngung/<int:number>/", calendar.end, name="closure-end"),
    path("lich/canh-bao/", calendar.alerts, name="calendar-alerts"),
    path("lich/doi-chieu/", calendar.check, name="calendar-check"),
    path("lich/thay-doi/<uuid:key>/", changes.show, name="calendar-change"),
    path("lich/thay-doi/<uuid:key>/danh-sach.csv", changes.table, name="calendar-change-csv"),
    path("lich/thay-doi/<uuid:key>/xac-nhan/", changes.confirm, name="calendar-confirm"),
    path("lich/thay-doi/<uuid:key>/bo/", changes.discard, name="calendar-discard"),
    path(_DOSSIER, dossier.index, name="dossier"),
    path(f"{_DOSSIER}quy-trinh/", dossier.way, name="way"),
    path(f"{_DOSSIER}tep/<uuid:key>/", dossier.file, name="file"),
    path(f"{_DOSSIER}tep/<uuid:key>/trang/<int:number>/", dossier.page, name="file-page"),
    path(f"{_DOSSIER}giay/<str:token>/", dossier.paper, name="paper"),
    path(f"{_DOSSIER}ket-qua/", dossier.result, name="result"),
    path(f"{_DOSSIER}khong-tiep-nhan/", moves.refuse, name="refuse"),
    path(f"{_DOSSIER}qua-han-bo-sung/", moves.refuse_lapsed, name="refuse-lapsed"),
    path(f"{_DOSSIER}chuyen-co-quan/", moves.forward_agency, name="forward-agency"),
    path(f"{_DOSSIER}chuyen-buoc/", moves.forward, name="forward"),
    path(f"{_DOSSIER}tra-lai/", moves.send_back, name="send-back"),
    path(f"{_DOSSIER}ban-giao/", moves.hand_over, name="hand-over"),
    path(f"{_DOSSIER}giao-lai/", moves.reassign, name="reassign"),
    path(f"{_DOSSIER}bo-sung/", asking.ask, name="ask-supplement"),
    path(f"{_DOSSIER}de-nghi-bo-sung/", proposals.proposal, name="proposal"),
    path(f"{_DOSSIER}de-nghi-bo-sung/rut/", proposals.drop, name="proposal-drop"),
    path(f"{_DOSSIER}quyet-dinh/", moves.decide, name="decide"),
    path(f"{_DOSSIER}tra-ket-qua/", moves.hand_result, name="hand-result"),
    path(f"{_DOSSIER}tin-nhan/", messages.thread, name="messages"),
    path(f"{_DOSSIER}ghi-chu/", notes.write, name="note"),
    path(f"{_DOSSIER}xin-loi/", due.apologise, name="apologise"),
    path(f"{_DOSSIER}keo-dai/", due.lengthen, name="lengthen"),
    path(f"{_DOSSIER}tam-dung/", stops.stop, name="stop"),
    path(f"{_DOSSIER}tiep-tuc/", stops.resume, name="resume"),
    path(f"{_DOSSIER}dung-han/", stops.terminate, name="terminate"),
    path(f"{_DOSSIER}xin-rut/", stops.ask_withdrawal, name="ask-withdrawal"),
    path(f"{_DOSSIER}tra-loi-rut/", stops.answer_withdrawal, name="answer-withdrawal"),
    path(f"{_DOSSIER}nghia-vu/", stops.ask_payment, name="ask-payment"),
    path(f"{_DOSSIER}nghia-vu/xong/", stops.settle_payment, name="settle-payment"),
    path(f"{_DOSSIER}mo-khoa-tra-cuu/", lookup.unlock, name="unlock"),
    path(f"{_DOSSIER}viec/<slug:move>/", moves.click, name="click"),
]
