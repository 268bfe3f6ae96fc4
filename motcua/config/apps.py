from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "motcua.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks of an installation."""
        from motcua.config import checks  # noqa: F401
