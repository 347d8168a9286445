"""The gate of the screening benchmark: a generated city, in columns and one by one."""

from tests.benchmarks.generated_city import generated_city, households_of
from tests.benchmarks.screening import differences


def test_a_generated_city_gets_the_same_answers_in_columns_and_one_by_one():
    assert list(differences(*generated_city(200))) == []


def test_the_same_seed_gives_the_same_city_and_rows_keep_their_members():
    homes, people = generated_city(50)
    again = generated_city(50)

    assert homes.equals(again[0])
    assert people.equals(again[1])
    assert sum(len(one.members) for one in households_of(homes, people, range(50))) == people.height


def test_a_city_without_blanks_has_an_answer_to_every_question_but_days_that_never_were():
    homes, people = generated_city(200, blank=0)
    days = {"lifted_above_line_on", "custody_start", "custody_end", "rehab_start"}

    assert {column.name for column in (*homes, *people) if column.null_count()} <= days
