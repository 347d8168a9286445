# The site, its workers and its commands in one image: with all the grown engines' clients, and nothing to build when it
# starts. Every setting comes from the environment; what is to be kept lies in /var/lib/guihang.
#
#   docker build -t guihang .
#   docker run --env-file guihang.env -v guihang:/var/lib/guihang -p 8000:8000 guihang

FROM python:3.11-slim AS packages

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/grown.txt /tmp/grown.txt
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/grown.txt


FROM python:3.11-slim

RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin guihang \
    && install -d -o guihang -m 700 /var/lib/guihang /backups

COPY --from=packages /venv /venv
COPY . /app
WORKDIR /app
# The folder belongs to root: the site cannot change its own code. So its byte code is made here.
RUN /venv/bin/python -m compileall -q -j 0 /app

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    GUIHANG_VAR=/var/lib/guihang \
    GUIHANG_LOG_FORMAT=json

USER 10001
VOLUME ["/var/lib/guihang", "/backups"]
EXPOSE 8000

# By a name that the site answers to, whatever it is called outside.
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s CMD ["python", "-m", "config.healthcheck"]

# No access log: the addresses under /me/ are half a key.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "config.wsgi:application"]
