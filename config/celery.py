"""The Celery application: it carries job ids to workers where a broker is set, and is silent where none is."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("guihang")
app.config_from_object("django.conf:settings", namespace="CELERY")
# The Job row is the truth: a message may be lost or come twice, but must not be acknowledged before the work is done.
app.conf.update(task_acks_late=True, worker_prefetch_multiplier=1, task_ignore_result=True, timezone="Asia/Shanghai")
app.autodiscover_tasks()
