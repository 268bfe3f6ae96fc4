"""Addresses that exist only in demo mode."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.demo.views import mailbox

app_name = "demo"

urlpatterns: list[URLPattern | URLResolver] = [
    path("thu/", mailbox.index, name="mailbox"),
    path("thu/<int:number>/", mailbox.letter, name="letter"),
]
