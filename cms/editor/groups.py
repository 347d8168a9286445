"""What editors and reviewers may do in the admin: two groups, filled by the role that somebody acts in.

Also the way from the one to the other: a page that an editor hands in waits for any reviewer.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from people.models import Role

NAMES = {Role.EDITOR: "页面编辑", Role.REVIEWER: "页面审核"}
REVIEW = "审核"
# What Wagtail itself begins with.
BEGUN_WITH = ("Moderators", "Editors")
BEGUN_WORKFLOW = "Moderators approval"

_REDIRECTS = tuple(f"wagtailredirects.{deed}_redirect" for deed in ("add", "change", "delete"))
_WHOLE_SITE = {
    Role.EDITOR: ("wagtailadmin.access_admin", *_REDIRECTS),
    Role.REVIEWER: ("wagtailadmin.access_admin", *_REDIRECTS, "cms.change_sitesettings"),
}
_PAGES = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.REVIEWER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
_FILES = {
    Role.EDITOR: ("add", "change", "choose"),
    Role.REVIEWER: ("add", "change", "choose", "delete"),
}
_KINDS_OF_FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@transaction.atomic
def keep_groups() -> None:
    """Make the groups and the workflow as they are written here; safe to run again, whatever somebody changed."""
    Group.objects.filter(name__in=BEGUN_WITH).delete()
    Workflow.objects.filter(name=BEGUN_WORKFLOW).delete()
    Task.objects.filter(name=BEGUN_WORKFLOW).delete()
    top = Page.get_first_root_node().get_first_child()
    for role, name in NAMES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set([_permission(*label.split(".")) for label in _WHOLE_SITE[role]])
        _keep_pages(group, top, _PAGES[role])
        _keep_files(group, _FILES[role])
    _keep_workflow()


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _keep_pages(group: Group, top: Page, codenames: tuple[str, ...]) -> None:
    """These and no others, from the first page down."""
    wanted = [_permission("wagtailcore", codename) for codename in codenames]
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(page=top, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=top, permission=permission)


def _keep_files(group: Group, deeds: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    wanted = [_permission(app, f"{deed}_{kind}") for app, kind in _KINDS_OF_FILES for deed in deeds]
    held = GroupCollectionPermission.objects.filter(group=group)
    held.exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _keep_workflow() -> None:
    """One step, for every page: whoever acts as reviewer looks at it."""
    workflow, _ = Workflow.objects.get_or_create(name=REVIEW)
    task = GroupApprovalTask.objects.filter(name=REVIEW).first() or GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set([Group.objects.get(name=NAMES[Role.REVIEWER])])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
