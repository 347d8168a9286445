"""What is kept of a picture that an editor uploads: the picture itself.

A telephone writes into a photograph where it was taken, when and by which device; the file's name often says who is in
it. Both would stand in public. The picture is written anew without anything beside it, upright, under a name that says
nothing.
"""

import hashlib
import secrets
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from django.dispatch import receiver
from PIL import Image as Picture
from PIL import ImageOps
from wagtail.images.models import Image

# Hardly to be told from the original, at about half its size.
QUALITY = 92
# Wider than any page shows; a telephone's twelve million points are four times that.
WIDEST = 2560
SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def plain_picture(data: bytes) -> tuple[bytes, str]:
    """The picture without place, date, device and remarks, and the suffix of its kind: jpg, png or webp.

    Of moving pictures the first is kept. Raises what Pillow raises for what is no picture.
    """
    with Picture.open(BytesIO(data)) as opened:
        kind = opened.format if opened.format in SUFFIX else "JPEG"
        upright = ImageOps.exif_transpose(opened)
        has_holes = "A" in upright.getbands() or "transparency" in upright.info
        plain = upright.convert("RGBA" if has_holes and kind != "JPEG" else "RGB")
    plain.thumbnail((WIDEST, WIDEST))
    # Pillow writes some of it back from here.
    plain.info = {}
    written = BytesIO()
    plain.save(written, kind, **({} if kind == "PNG" else {"quality": QUALITY}))
    return written.getvalue(), SUFFIX[kind]


def neutral_name(suffix: str) -> str:
    """Eight bytes in hexadecimal: letters from a to f spell nothing."""
    return f"{secrets.token_hex(8)}.{suffix}"


@receiver(pre_save, sender=Image, dispatch_uid="plain_pictures")
def keep_plain(instance: Image, raw: bool = False, **signal: Any) -> None:
    """Whatever way a new file comes: by the form, in bulk, or from code."""
    if raw or not instance.file or instance.file._committed:
        return
    given = PurePath(instance.file.name).stem
    with instance.open_file() as opened:
        data, suffix = plain_picture(opened.read())
    points = instance.get_focal_point()
    before = instance.width
    instance.file = ContentFile(data, name=neutral_name(suffix))
    if points and before and instance.width != before:
        _scale_focus(instance, instance.width / before)
    instance.file_size = len(data)
    # As Wagtail counts it, to find the same picture twice; it guards nothing.
    instance.file_hash = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    # Wagtail takes the file's name for a title.
    if instance.title.strip() in ("", given):
        instance.title = "图片"


def _scale_focus(instance: Image, factor: float) -> None:
    for name in ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"):
        setattr(instance, name, round(getattr(instance, name) * factor))
