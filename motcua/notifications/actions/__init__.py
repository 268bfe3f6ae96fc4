"""Telling people, sending what was told, and tidying up."""

from motcua.notifications.actions.notifying import notify, notify_in_own_words, send_again

__all__ = ["notify", "notify_in_own_words", "send_again"]
