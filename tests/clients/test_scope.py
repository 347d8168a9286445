"""Case data cannot be read without saying who reads."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count

from clients.may import may_record_household
from clients.models import Client, HelpEvent, HouseholdMember, UnscopedQuery, Wish
from people.models import Region, Role
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    a_client,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_user,
    a_welfare_officer,
    an_auditor,
    an_id_number,
)

pytestmark = pytest.mark.django_db

READS = {
    "iterate": list,
    "length": len,
    "truth": bool,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:5]),
    "values": lambda rows: list(rows.values("uid")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "iterator": lambda rows: list(rows.iterator()),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "dates": lambda rows: list(rows.dates("recorded_at", "year")),
    "update": lambda rows: rows.update(recorded_by=None),
    "delete": lambda rows: rows.delete(),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "update_or_create": lambda rows: rows.update_or_create(pk=1),
    "explain": lambda rows: rows.explain(),
    "raw": lambda rows: rows.raw("SELECT 1"),
    "union": lambda rows: list(rows.union(rows)),
    "contains": lambda rows: rows.contains(rows.model(pk=1)),
    "filtered": lambda rows: list(rows.filter(pk=1).exclude(pk=2).order_by("pk")),
}


@pytest.mark.parametrize("model", [Client, Wish, HelpEvent])
@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_that_does_not_say_who_asks_raises(model, read):
    with pytest.raises(UnscopedQuery):
        read(model.objects.all())


def test_an_unscoped_query_is_no_way_in_as_a_part_of_another():
    li = a_social_worker("李敏")
    mine = Client.objects.visible_to(li)

    for hidden in (
        lambda: list(mine | Client.objects.all()),
        lambda: list(Client.objects.all() | mine),
        lambda: list(mine.union(Client.objects.all())),
        lambda: list(mine.filter(pk__in=Client.objects.all())),
        lambda: list(Region.objects.filter(pk__in=Client.objects.values("residence_region"))),
    ):
        with pytest.raises(UnscopedQuery):
            hidden()


def test_the_caseload_of_a_worker_is_no_back_door():
    li = a_social_worker("李敏")
    wang = a_client(li)

    with pytest.raises(UnscopedQuery):
        list(li.clients.all())

    assert list(li.clients.visible_to(li)) == [wang]


def test_what_hangs_on_a_client_can_be_read_through_her():
    wang = a_client(a_social_worker("李敏"), skills=("砌墙",), wage_floor=3200)

    assert wang.skills.get().name == "砌墙"
    assert wang.measures.count() == 1
    assert wang.wish.wage_floor == 3200
    assert [
        skill.name for skill in Client.objects.visible_to(wang.caseworker).prefetch_related("skills")[0].skills.all()
    ] == ["砌墙"]


def test_a_reason_opens_everything_and_an_empty_one_does_not(caplog):
    a_client(a_social_worker("李敏"))

    with caplog.at_level("INFO", logger="clients"):
        assert Client.objects.unscoped("nightly count").count() == 1

    assert "nightly count" in caplog.text
    with pytest.raises(ValueError, match="why"):
        Client.objects.unscoped(" ")


def test_who_sees_whom():
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    mate = a_social_worker("其其格", JIAOTONG)
    wang, zhao = a_client(li, "王建军"), a_client(zhang, "赵志强")
    far = a_client(a_social_worker("刘洋", "150603001"), "孙浩")

    def seen(user):
        return set(Client.objects.visible_to(user))

    assert seen(li) == {wang}
    assert seen(mate) == set()
    assert seen(zhang) == {zhao}
    assert seen(a_manager("苏日娜")) == {wang, zhao}
    assert seen(a_manager("白音", KANGBASHI)) == {far}
    assert seen(a_manager("敖登", "1506")) == {wang, zhao, far}
    assert seen(an_auditor()) == seen(a_welfare_officer()) == set()


def test_whose_household_a_welfare_officer_sees():
    li = a_social_worker("李敏")
    here = a_client(li, "王建军")
    registered = a_client(a_social_worker("刘洋", "150603001"), "孙浩", registered_region=a_region(GONGYUAN))
    both = a_client(li, "赵志强", registered_region=a_region(JIAOTONG))
    elsewhere = a_client(a_social_worker("刘洋", "150603001"), "钱进")

    rows = list(Client.objects.households(a_welfare_officer("乌云", DONGSHENG)))

    assert sorted(rows, key=lambda one: one.pk) == [here, registered, both]
    assert list(Client.objects.households(a_welfare_officer("娜仁", KANGBASHI))) == [registered, elsewhere]


def test_whose_household_everybody_else_sees():
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    wang, zhao = a_client(li, "王建军"), a_client(zhang, "赵志强")

    def seen(user):
        return set(Client.objects.households(user))

    assert seen(li) == {wang}
    assert seen(zhang) == {zhao}
    assert seen(a_social_worker("其其格", JIAOTONG)) == set()
    assert seen(a_manager("苏日娜")) == {wang, zhao}
    assert seen(an_auditor()) == seen(a_user("周丽")) == set()


def test_the_records_of_a_household_follow_its_scope():
    wang = a_client(a_social_worker("李敏"))
    wang.household_members.create(name="王小雨", relation="child")

    assert HouseholdMember.objects.households(a_welfare_officer()).count() == 1
    assert HouseholdMember.objects.visible_to(a_welfare_officer()).count() == 0
    assert HouseholdMember.objects.households(a_welfare_officer("娜仁", KANGBASHI)).count() == 0


def test_roles_without_business_in_households_may_not_write_them():
    wang = a_client(a_social_worker("李敏"))

    for user in (a_member("陈静", Role.EDITOR, DONGSHENG), an_auditor(), a_user("周丽")):
        assert not may_record_household(user, wang)


def test_who_may_write_down_what_a_household_says():
    li = a_social_worker("李敏")
    wang = a_client(li, registered_region=a_region(KANGBASHI))

    allowed = (li, a_manager("苏日娜"), a_welfare_officer("乌云"), a_welfare_officer("娜仁", KANGBASHI))
    refused = (a_social_worker("张伟"), a_manager("白音", KANGBASHI), a_welfare_officer("斯琴", GONGYUAN))

    assert [may_record_household(user, wang) for user in allowed] == [True] * 4
    assert [may_record_household(user, wang) for user in refused] == [False] * 3


def test_who_may_be_looked_up():
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    mate = a_social_worker("其其格", JIAOTONG)
    wang = a_client(li)

    assert list(Client.objects.lookup(mate)) == [wang]
    assert not Client.objects.lookup(zhang)
    assert not Client.objects.lookup(an_auditor())


def test_records_follow_the_scope_of_their_client():
    li = a_social_worker("李敏")
    a_client(li, wage_floor=3000)

    assert Wish.objects.visible_to(li).count() == 1
    assert Wish.objects.visible_to(a_social_worker("张伟")).count() == 0
    assert Wish.objects.visible_to(a_manager()).count() == 1


def test_validation_and_deletion_still_work():
    li = a_social_worker("李敏")
    wang = a_client(li, wage_floor=3000)
    twin = Client(
        number="DS-999999", name="王建军", id_number=an_id_number(), residence_region=a_region(), caseworker=li
    )

    twin.id_number_index = wang.id_number_index

    with pytest.raises(ValidationError, match="已经在册"):
        twin.validate_constraints()
    wang.full_clean()
    wang.delete()
    assert not Wish.objects.visible_to(li)


def test_names_are_found_by_blind_index_and_never_stored():
    li = a_social_worker("李敏")
    wang = a_client(li, "巴图·孟和")
    a_client(li, "王建军")

    mine = Client.objects.visible_to(li)

    for words in ("巴图·孟和", "巴图孟和", "btmh", "BTMH", an_id_number("巴图·孟和"), wang.number.lower()):
        assert list(mine.called(words)) == [wang], words
    assert not mine.called("")
    raw = Client.objects.unscoped("test").values_list("name", "name_index").get(pk=wang.pk)
    assert "巴图" not in repr(raw)


def test_an_index_follows_a_changed_name_also_when_only_the_name_is_written():
    li = a_social_worker("李敏")
    wang = a_client(li, "王建军")

    wang.name = "王健军"
    wang.save(update_fields=["name"])

    assert list(Client.objects.visible_to(li).called("王健军")) == [wang]
    assert not Client.objects.visible_to(li).called("王建军")


def test_numbers_count_by_county():
    li = a_social_worker("李敏")

    first, second = a_client(li, "王建军"), a_client(a_social_worker("张伟"), "赵志强")
    elsewhere = a_client(a_social_worker("刘洋", "150603001"), "孙浩")

    assert [first.number, second.number, elsewhere.number] == ["DS-000001", "DS-000002", "KBS-000001"]
