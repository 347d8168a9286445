"""注册、确认邮箱: how a stranger becomes somebody with a sign-in.

Nobody learns here whether a firm or an address is known. Registering does the same work in every case and takes no
look at either; what differs is only the mail, which is written later, by a job, and read by the holder of the address.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q

from employers import licences, verify
from employers.models import Registration
from jobs.run import ask
from people.errors import Refused
from people.file_types import Content
from people.models import User

SALT = "employers.sign_up"


def register(*, licence: Content, password: str, email: str, origin: str, **stated: Any) -> Registration:
    """Keep what a visitor typed for three days and mail her a link; nothing else comes to be.

    ``stated`` are the fields of ``Stated``, ``contact_name``, and a ``calculation`` that she brought along. Never tells
    whether the firm or the address is known. Raises Refused where there is no room for the licence.
    """
    kept = licences.keep(licence)
    hashed = make_password(password)
    with transaction.atomic():
        row = Registration.objects.create(email=email, password=hashed, origin=origin, **kept._asdict(), **stated)
        ask(None, "portal.registration_letter", key=str(row.uid), registration=row.pk)
    return row


def token_of(row: Registration) -> str:
    """What stands in the link of the mail; it says nothing about whom or what."""
    return signing.dumps(row.uid.hex, salt=SALT)


def opened(token: str) -> Registration | None:
    """The registration of a link; None when it is forged, too old or used."""
    try:
        uid = UUID(hex=signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Registration.objects.open().select_related("region").filter(uid=uid).first()


def is_known(email: str) -> bool:
    """Whether somebody signs in by this address, or gets her mail there. Never to be told to a visitor."""
    return User.objects.filter(Q(username__iexact=email) | Q(email__iexact=email)).exists()


@transaction.atomic
def confirm(registration_id: int, password: str) -> User:
    """The address is hers, and it was she who registered: she knows the password. From now on she can sign in, and
    what she stated waits to be verified.

    Without the password somebody could register another's address and have the owner confirm it unawares.
    Raises Refused for a wrong password, and when the link was used or the address taken meanwhile.
    """
    row = Registration.objects.open().select_for_update().filter(pk=registration_id).first()
    if row is None:
        raise Refused("这个链接已经用过或过期。", "请直接登录；没有账号的请重新注册。")
    if not check_password(password, row.password):
        raise Refused("密码和注册时填的不一样。", "请再输一次；想不起来的话，请重新注册。")
    user = _make_user(row.email, row.contact_name, row.password)
    verify.submit(user, **row.stated(), calculation=row.calculation)
    row.delete()
    return user


def make_contact_user(email: str, name: str, password: str) -> User:
    """Somebody who was invited and has shown that the address is hers. Raises Refused if she has a sign-in already."""
    return _make_user(email, name, make_password(password))


def _make_user(email: str, name: str, hashed: str) -> User:
    if is_known(email):
        raise Refused("这个邮箱已经有账号。", "请用原来的账号登录，再添加企业。")
    try:
        with transaction.atomic():
            return User.objects.create(username=email, name=name, email=email, password=hashed)
    except IntegrityError:
        raise Refused("这个邮箱刚刚注册过。", "请直接登录。") from None
