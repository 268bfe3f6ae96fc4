# One image for web and worker; the database and nginx are their own containers (compose.yaml).
FROM python:3.13-slim AS build
WORKDIR /srv/motcua
COPY tools/__init__.py tools/environment.py tools/
COPY requirements/ requirements/
RUN python tools/environment.py run

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/motcua --create-home motcua
WORKDIR /srv/motcua
COPY --from=build /srv/motcua/.venv .venv
COPY manage.py ./
COPY assets/ assets/
COPY deploy/gunicorn.conf.py deploy/
COPY letters/ letters/
COPY locale/ locale/
COPY motcua/ motcua/
COPY requirements/ requirements/
COPY templates/ templates/
COPY tools/ tools/
RUN .venv/bin/python -m tools.messages
ENV PATH=/srv/motcua/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=motcua.config.settings \
    MOTCUA_VAR=/var/lib/motcua \
    GUNICORN_BIND=0.0.0.0:8000
USER motcua
VOLUME /var/lib/motcua
EXPOSE 8000
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "motcua.config.wsgi:application"]
