"""企业 in the search box."""

from django.urls import reverse

from config.find.found import Group, Hit
from config.find.sounds import is_spelt, is_typed, letters
from employers.models import Enterprise
from people.models import Role, User

MOST = 5
READERS = (Role.SOCIAL_WORKER, Role.MANAGER)


def firms(actor: User, words: str) -> Group:
    """The firms of the actor's city by a part of the name, its initials, the beginning of code or contact.

    Two queries at most, however many firms there are.
    """
    if actor.role not in READERS:
        return Group("firms", "企业")
    reach = Enterprise.objects.visible_to(actor)
    found = reach.filter(pk__in=_spelt(reach, words.lower())) if is_typed(words) else reach.called(words)
    rows = list(found.select_related("region__parent").order_by("name", "pk")[: MOST + 1])
    rows.sort(key=lambda firm: not firm.name.startswith(words))
    hits = [
        Hit(firm.name, reverse("employers:firm", args=[firm.pk]), "building-2", firm.region.short_name)
        for firm in rows[:MOST]
    ]
    if len(rows) > MOST and not is_typed(words):
        hits.append(
            Hit("在企业中查看全部", reverse("employers:firms"), "arrow-right", method="get", sends={"q": words})
        )
    return Group("firms", "企业", hits)


def _spelt(firms, asked: str) -> list[int]:
    """Those whose name is written with these letters, or its pinyin begins with them: 蒙泰热电 is mtrd.

    Three letters are enough to be looked for inside a name.
    """
    names = firms.order_by("name", "pk").values_list("pk", "name")
    return [pk for pk, name in names if asked in name.lower() or is_spelt(letters(name), asked)]
