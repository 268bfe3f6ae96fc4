"""The program that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

application = get_wsgi_application()

from motcua.config.checks import refuse_unless_fit  # noqa: E402 - needs the settings

refuse_unless_fit()
