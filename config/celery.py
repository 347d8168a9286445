"""The Celery application: it carries job ids to workers where a broker is set, and is silent where none is."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("guihang")
app.config_from_object("django.conf:settings", namespace="CELERY")
# The Job row is the truth. A message is acknowledged after the work, so that one whose worker vanishes comes again; it
# finds the row still leased to the dead and ends there, and the sweeper sends another when the lease is over. Therefore
# a killed child's message is not put back by the worker itself: a job that kills every worker it meets would go round
# without a pause, where the row counts the attempts.
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=False,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    # A broker may be away for as long as it likes, also when the worker starts.
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # What runs when the connection is lost goes on: its row is leased to it.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    worker_hijack_root_logger=False,
    # For all that these workers do there is a page of our own; nobody listens to their gossip.
    worker_send_task_events=False,
    timezone="Asia/Shanghai",
)
app.autodiscover_tasks()
