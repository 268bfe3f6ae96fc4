from motcua.notifications.models.attempt import NotificationAttempt
from motcua.notifications.models.notification import Notification

__all__ = ["Notification", "NotificationAttempt"]
