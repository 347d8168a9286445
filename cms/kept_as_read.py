"""What changes the site without being a page, kept to what pages are held to.

A picture or a document on a page that people read was seen with it by a second person: its file, its name and what it
says it shows stay as they were. Where an address leads to is on the site's own pages, and tells nothing.
"""

from typing import Any
from urllib.parse import unquote

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.address import absolute, is_behind_doors
from cms.neutral import tells
from cms.standing import stands
from people.errors import Refused
from people.models import Role

# What a reader sees or gets of it. Where a picture is cut is not among them: she who approved it saw all of it.
SEEN = {Image: ("title", "description"), Document: ("title",)}


@receiver(pre_save, sender=Image, dispatch_uid="pictures_as_read")
@receiver(pre_save, sender=Document, dispatch_uid="documents_as_read")
def keep_as_read(sender: type[Image | Document], instance: Any, raw: bool = False, **signal: Any) -> None:
    """Raises Refused where somebody would change what stands before readers, past every review."""
    if raw or instance.pk is None:
        return
    before = sender.objects.filter(pk=instance.pk).first()
    if before is None:
        return
    replaced = not instance.file._committed or instance.file.name != before.file.name
    told = any(getattr(instance, name) != getattr(before, name) for name in SEEN[sender])
    if (replaced or told) and stands(before):
        raise Refused(
            "这个文件正用在已发布的页面上，不能直接换掉或改名称、说明。",
            "请另传一个，换到页面里，再提交审核。",
        )


@hooks.register("before_serve_document")
def only_what_is_read(document: Document, request: HttpRequest) -> None:
    """Raises Http404 for a visitor who asks for what stands nowhere yet, or no more: numbers can be counted up."""
    keeps_site = request.user.is_authenticated and request.user.role in (Role.EDITOR, Role.REVIEWER)
    if not (keeps_site or stands(document)):
        raise Http404


@receiver(pre_save, sender=Redirect, dispatch_uid="redirects_within_the_site")
def keep_within(instance: Redirect, raw: bool = False, **signal: Any) -> None:
    """Raises Refused: nobody looks at a redirect before it holds."""
    if raw:
        return
    old, link = unquote(instance.old_path), unquote(instance.redirect_link)
    if word := tells(f"{old} {link}"):
        raise Refused(f"网址里有不能出现在网站上的词“{word}”。", "请换一个网址。")
    if is_behind_doors(old):
        raise Refused("这个网址不属于公开网站，不能转走。")
    if link and not _is_public(link):
        raise Refused("只能转到本站的公开页面。", "请在“转到页面”里选一页。")


def _is_public(link: str) -> bool:
    site = absolute("/")
    return link.startswith(site) and not is_behind_doors(link.removeprefix(site.rstrip("/")))
