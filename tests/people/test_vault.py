"""Encrypted cells: what stands in the table, who can read it, and what happens to it on every way in and out."""

import base64
import copy
import pickle
import uuid

import pytest
from django import forms
from django.apps import apps
from django.apps.registry import Apps
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from people.vault import (
    EncryptedTextField,
    Sealed,
    VaultError,
    blind_index,
    declare_index,
    decrypt,
    encrypt,
    key_id_of,
)
from people.vault.rotate import Column, rotate

OLD = "test1:" + base64.b64encode(b"1" * 32).decode()
NEW = "test2:" + base64.b64encode(b"n" * 32).decode()


class Letter(models.Model):
    """A table of the tests alone, in a registry of its own."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = EncryptedTextField("姓名", null=True, blank=True, max_length=40)
    address = EncryptedTextField("住址", null=True, blank=True)
    town = models.CharField(max_length=20, default="东胜区")

    class Meta:
        app_label = "people"
        db_table = "tests_letter"
        apps = Apps()

    def __str__(self):
        return str(self.uid)


@pytest.fixture
def letters(db):
    with connection.cursor() as cursor:
        serial = "serial" if connection.vendor == "postgresql" else "integer"
        uid = "uuid" if connection.vendor == "postgresql" else "char(32)"
        cursor.execute(
            f"create table tests_letter (id {serial} primary key, uid {uid} unique, name text, address text, "
            "town varchar(20))"
        )
    return Letter.objects


@pytest.fixture
def registered(monkeypatch):
    """Copying and pickling look a model up by its name."""
    monkeypatch.setitem(apps.all_models["people"], "letter", Letter)


def stored(letter, column="name"):
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from tests_letter where id = %s", [letter.pk])
        return cursor.fetchone()[0]


def store(letter, cell, column="name"):
    with connection.cursor() as cursor:
        cursor.execute(f"update tests_letter set {column} = %s where id = %s", [cell, letter.pk])


@given(st.text(), st.text())
def test_a_cell_opens_at_its_place_and_nowhere_else(text, elsewhere):
    cell = encrypt(text, "clients|name|1")

    assert decrypt(cell, "clients|name|1") == text
    if elsewhere != "clients|name|1":
        with pytest.raises(VaultError):
            decrypt(cell, elsewhere)


def test_the_table_holds_no_plain_text(letters):
    letter = letters.create(name="王建军")

    assert "王建军" not in stored(letter)
    assert key_id_of(stored(letter)) == "test1"
    assert letters.get().name == "王建军"


def test_the_same_text_never_looks_the_same_twice(letters):
    first, second = letters.create(name="王建军"), letters.create(name="王建军")

    assert stored(first) != stored(second)


def test_a_cell_pasted_into_another_row_does_not_open(letters):
    wang, li = letters.create(name="王建军"), letters.create(name="李强")
    store(li, stored(wang))

    with pytest.raises(VaultError, match="does not belong to this row"):
        _ = letters.get(pk=li.pk).name


def test_a_cell_pasted_into_another_column_does_not_open(letters):
    wang = letters.create(name="王建军", address="交通街道 3 号")
    store(wang, stored(wang, "name"), "address")

    with pytest.raises(VaultError):
        _ = letters.get().address


def test_a_changed_cell_does_not_open(letters):
    wang = letters.create(name="王建军")
    cell = stored(wang)
    store(wang, cell[:-5] + ("A" if cell[-5] != "A" else "B") + cell[-4:])

    with pytest.raises(VaultError):
        _ = letters.get().name


def test_unknown_stays_null_and_can_be_asked_for(letters):
    letters.create(name=None, address="公园街道")
    letters.create(name="李强")

    assert stored(letters.order_by("pk").first()) is None
    assert letters.filter(name__isnull=True).get().address == "公园街道"
    assert letters.filter(name__isnull=False).get().name == "李强"


@pytest.mark.parametrize("lookup", ["name", "name__contains", "name__in", "name__startswith", "name__length"])
def test_other_lookups_say_that_the_column_is_encrypted(letters, lookup):
    with pytest.raises(FieldError, match="encrypted"):
        letters.filter(**{lookup: "王"}).exists()


def test_bulk_create_encrypts_each_row_for_itself(letters):
    letters.bulk_create([Letter(name="王建军"), Letter(name="李强"), Letter(name=None)])

    assert [letter.name for letter in letters.order_by("pk")] == ["王建军", "李强", None]


def test_save_stores_the_change_and_keeps_the_rest(letters):
    letter = letters.create(name="王建军", address="交通街道")
    before = stored(letter, "address")
    letter = letters.get()

    letter.name = "王建国"
    letter.save()

    assert letters.get().name == "王建国"
    assert stored(letter, "address") == before


def test_update_fields_touches_only_them(letters):
    letter = letters.create(name="王建军", address="交通街道")

    letter.name, letter.address = "王建国", "公园街道"
    letter.save(update_fields=["name"])

    assert (letters.get().name, letters.get().address) == ("王建国", "交通街道")


def test_refresh_reads_what_is_stored(letters):
    letter = letters.create(name="王建军")
    letters.get().delete()
    letter.save(force_insert=True)
    letter.name = "未保存"

    letter.refresh_from_db()

    assert letter.name == "王建军"


@pytest.mark.parametrize("rows", [lambda q: q.defer("name"), lambda q: q.only("town"), lambda q: q.only("name")])
def test_deferred_cells_open_when_they_are_read(letters, rows):
    letters.create(name="王建军", address="交通街道")

    letter = rows(letters.all()).get()

    assert letter.name == "王建军"


def test_a_deferred_cell_costs_one_query(letters, django_assert_num_queries):
    letters.create(name="王建军")
    letter = letters.only("town").get()

    with django_assert_num_queries(1):
        _ = letter.name


def test_reading_decrypts_once(letters):
    letters.create(name="王建军")
    letter = letters.get()
    _ = letter.name

    letter.__dict__["name"].cell = "broken"

    assert letter.name == "王建军"


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, lambda row: pickle.loads(pickle.dumps(row))])
def test_copies_of_a_row_open_too(letters, twin, registered):
    letters.create(name="王建军")

    assert twin(letters.get()).name == "王建军"


def test_a_pickled_row_carries_no_plain_text(letters, registered):
    letters.create(name="王建军")
    letter = letters.get()
    _ = letter.name

    assert "王建军".encode() not in pickle.dumps(letter)


def test_a_row_that_becomes_a_new_one_is_encrypted_anew(letters):
    letters.create(name="王建军")
    letter = letters.get()
    _ = letter.name

    letter.pk, letter.uid, letter._state.adding = None, uuid.uuid4(), True
    letter.save()

    assert letters.get(pk=letter.pk).name == "王建军"


def test_a_row_given_another_id_unread_refuses_to_be_saved(letters):
    letters.create(name="王建军")
    letter = letters.get()

    letter.uid = uuid.uuid4()

    with pytest.raises(VaultError):
        letter.save()


def test_update_and_bulk_update_refuse_plain_text(letters):
    letter = letters.create(name="王建军")

    with pytest.raises(VaultError, match=r"save\(\)"):
        letters.update(name="李强")
    with pytest.raises(VaultError):
        letters.bulk_update([letter], ["name"])


def test_values_give_sealed_cells_that_open_with_the_row_id(letters):
    letters.create(name="王建军")

    row_id, sealed = letters.values_list("uid", "name").get()

    assert isinstance(sealed, Sealed)
    assert "王" not in repr(sealed)
    assert sealed.open(Letter._meta.get_field("name").place_of(row_id)) == "王建军"


def test_a_form_shows_and_stores_the_text(letters):
    class LetterForm(forms.ModelForm):
        class Meta:
            model = Letter
            fields = ("name", "town")

    letters.create(name="王建军")
    shown = LetterForm(instance=letters.get())
    form = LetterForm({"name": "王建国", "town": "东胜区"}, instance=letters.get())

    assert shown["name"].value() == "王建军"
    assert form.changed_data == ["name"]
    form.save()
    assert letters.get().name == "王建国"


def test_a_row_is_not_dumped_in_the_clear(letters):
    letters.create(name="王建军")

    with pytest.raises(VaultError):
        serializers.serialize("json", letters.all())


# Keys -----------------------------------------------------------------------------------------------------------------


def name_column():
    return Column(Letter, Letter._meta.get_field("name"))


def test_rotation_moves_every_cell_under_the_newest_key(letters, settings):
    for name in ("王建军", "李强", None, "赵海"):
        letters.create(name=name)
    settings.VAULT_KEYS = [NEW, OLD]

    outcome = rotate(name_column(), batch=2)

    assert (outcome.rotated, outcome.unreadable) == (3, [])
    settings.VAULT_KEYS = [NEW]
    assert [letter.name for letter in letters.order_by("pk")] == ["王建军", "李强", None, "赵海"]


def test_a_stopped_rotation_goes_on_where_it_was(letters, settings):
    for name in ("王建军", "李强", "赵海"):
        letters.create(name=name)
    settings.VAULT_KEYS = [NEW, OLD]

    def stop(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(name_column(), batch=2, tell=stop)

    assert name_column().outdated().count() == 1
    assert rotate(name_column(), batch=2).rotated == 1


def test_rotation_does_not_undo_a_save_that_came_between(letters, settings, monkeypatch):
    wang = letters.create(name="王建军")
    settings.VAULT_KEYS = [NEW, OLD]
    somebody = letters.get()
    somebody.name = "王建国"

    def save_meanwhile(cell, place):
        somebody.save()
        return decrypt(cell, place)

    monkeypatch.setattr("people.vault.rotate.decrypt", save_meanwhile)
    outcome = rotate(name_column())

    assert (outcome.rotated, outcome.raced) == (0, 1)
    assert letters.get(pk=wang.pk).name == "王建国"


def test_rotation_names_what_no_key_opens_and_goes_on(letters, settings):
    lost, kept = letters.create(name="王建军"), letters.create(name="李强")
    store(lost, "gone." + stored(lost).partition(".")[2])
    settings.VAULT_KEYS = [NEW, OLD]

    outcome = rotate(name_column())

    assert outcome.unreadable == [f"tests_letter.name {lost.pk}"]
    assert letters.get(pk=kept.pk).name == "李强"


def test_saving_an_untouched_row_does_not_bring_an_old_key_back(letters, settings):
    letter = letters.create(name="王建军")
    settings.VAULT_KEYS = [NEW, OLD]
    held_since_before = letters.get()
    rotate(name_column())

    held_since_before.save()

    assert key_id_of(stored(letter)) == "test2"


def test_a_cell_under_a_key_that_is_gone_says_which(letters, settings):
    letters.create(name="王建军")
    settings.VAULT_KEYS = [NEW]

    with pytest.raises(VaultError, match="'test1'"):
        _ = letters.get().name


# Blind index ----------------------------------------------------------------------------------------------------------

NAME = declare_index("tests.name")
PHONE = declare_index("tests.phone")


@given(st.text(), st.text())
def test_two_values_share_an_index_only_if_they_are_equal(one, other):
    assert (blind_index(NAME, one) == blind_index(NAME, other)) == (one == other)


def test_equal_values_under_two_labels_do_not_meet():
    assert blind_index(NAME, "13800000000") != blind_index(PHONE, "13800000000")


def test_an_undeclared_label_is_an_error():
    with pytest.raises(VaultError, match=r"tests\.nmae"):
        blind_index("tests.nmae", "王建军")
