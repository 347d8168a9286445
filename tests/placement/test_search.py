"""Words find vacancies, and never yesterday's words."""

import pytest
from django.db import connection, transaction

from employers.models import Enterprise, Vacancy
from placement.search import schema
from placement.search.database import catch_up, find, rebuild
from tests.placement.builders import a_firm, a_vacancy

pytestmark = pytest.mark.django_db


def titles(query: str) -> list[str]:
    return [Vacancy.objects.get(pk=pk).title for pk in find(query)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("保洁", "写字楼保洁员"),
        ("普工", "车间普工 急招"),
        ("焊工", "电焊工（二保焊）"),
        ("电焊工", "电焊工（二保焊）"),
        ("厨", "帮厨"),
        ("夜班保洁", "保洁（夜班）"),
        ("N1", "叉车司机 N1"),
        ("ｎ１叉车", "叉车司机 N1"),
        ("想找保洁的工作", "写字楼保洁员 长期工作"),
    ],
)
def test_words_of_two_characters_and_less_find_what_holds_them(query, title):
    a_vacancy(title)
    a_vacancy("货车司机", firm="恒源物流")

    assert titles(query) == [title]


def test_firm_place_and_text_are_found_too():
    a_vacancy("操作工", firm="蒙泰热电", address="伊化路18号", text="看护锅炉，两班倒。")

    assert [len(find(words)) for words in ("蒙泰", "东胜区", "伊化路", "锅炉", "钢铁")] == [1, 1, 1, 1, 0]


@pytest.mark.parametrize("query", ["电焊", "a" * 64, "a" * 300, "a" * 3000])
def test_a_word_without_end_shuts_nobody_out(query):
    a_vacancy("电焊工", text="a" * 3000)

    assert titles(query) == ["电焊工"]


def test_title_counts_more_than_text():
    a_vacancy("仓库管理员", text="兼做保洁。")
    a_vacancy("保洁", text="打扫楼道。")

    assert titles("保洁") == ["保洁", "仓库管理员"]


def test_all_words_must_be_there():
    a_vacancy("保洁", text="白班。")
    a_vacancy("保洁员", text="夜班。")

    assert titles("保洁 夜班") == ["保洁员"]


@pytest.mark.parametrize("query", ["", "  ", "，。！", "🙂"])
def test_query_without_words_demands_nothing(query):
    assert find(query) is None


@pytest.mark.parametrize("query", ['"', "a AND", "NEAR(", "title:", "保洁*", "保洁' OR 1", "c++", "--"])
def test_search_syntax_is_only_text(query):
    a_vacancy("保洁")

    find(query)


def test_every_way_of_writing_reaches_the_index():
    vacancy = a_vacancy("保洁")
    assert titles("保洁") == ["保洁"]

    vacancy.title = "绿化工"
    vacancy.save(update_fields=["title"])
    assert (titles("保洁"), titles("绿化")) == ([], ["绿化工"])

    Vacancy.objects.filter(pk=vacancy.pk).update(title="门卫")
    assert (titles("绿化"), titles("门卫")) == ([], ["门卫"])

    Enterprise.objects.filter(pk=vacancy.enterprise_id).update(name="恒源物流")
    assert titles("恒源") == ["门卫"]

    Vacancy.objects.bulk_create([Vacancy(title="帮厨", enterprise=vacancy.enterprise, region=vacancy.region)])
    assert titles("帮厨") == ["帮厨"]

    with connection.cursor() as cursor:
        cursor.execute("UPDATE employers_vacancy SET text = '包住' WHERE title = '帮厨'")
    assert titles("包住") == ["帮厨"]

    Vacancy.objects.filter(title="帮厨").delete()
    assert find("帮厨") == []


def test_words_go_back_with_a_transaction():
    vacancy = a_vacancy("保洁")
    find("保洁")

    with transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(title="门卫")
        assert find("门卫") == [vacancy.pk]
        transaction.set_rollback(True)

    assert (find("门卫"), find("保洁")) == ([], [vacancy.pk])


def test_nothing_to_catch_up_costs_one_query(django_assert_num_queries):
    a_vacancy("保洁")
    catch_up()

    with django_assert_num_queries(1):
        assert catch_up() == 0


def test_rebuilding_finds_the_same(django_assert_max_num_queries):
    a_firm()
    made = [a_vacancy(title) for title in ("保洁", "电焊工", "帮厨")]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {schema.WORDS}")

    assert rebuild() == 3
    assert find("焊工") == [made[1].pk]
