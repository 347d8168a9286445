"""What to ask next, and the page that people read."""

from hypothesis import given, settings

from law.outcome import Outcome
from tests.welfare.households import a_child, a_household, a_member, without
from tests.welfare.strategies import households
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.table import CATALOGUE
from welfare.rules.ask import next_best, truths
from welfare.rules.assess import assess
from welfare.rules.print import page


def test_the_question_that_settles_comes_first():
    husband = without(a_member("配偶", wage_income_month=700), "custody_status", "birth_date")
    household = a_household(a_member("本人", wage_income_month=1500), husband, financial_assets_total=None)

    questions = next_best(household, [MINIMUM_LIVING])

    assert {question.missing.key for question in questions} >= {"custody_status@m2", "financial_assets_total"}
    assert list(questions) == sorted(questions, key=lambda one: -one.weight)
    assert all(question.waits == ("minimum_living",) for question in questions)


def test_an_answer_that_settles_is_known_to_settle():
    household = a_household(without(a_member("本人"), "transfer_income_month"), a_child())

    question = next_best(household, [MINIMUM_LIVING])[0]

    assert question.missing.key == "transfer_income_month@m1"
    assert question.settles == ("minimum_living",)
    assert question.missing.documents


@settings(max_examples=40, deadline=None)
@given(households(CATALOGUE))
def test_a_trial_finds_what_an_assessment_finds(household):
    tried = {code: Outcome.of(truth) for code, truth in truths(household, CATALOGUE).items()}

    assert tried == {code: found.outcome for code, found in assess(household, CATALOGUE).items()}


def test_what_was_asked_already_is_not_asked_again():
    household = a_household(without(a_member("本人"), "transfer_income_month"), a_child())

    left = next_best(household, [MINIMUM_LIVING], but=lambda missing: missing.code == "transfer_income_month")

    assert left == []


def test_nothing_is_asked_of_a_family_that_only_lacks_a_standard():
    assert next_best(a_household(a_member("本人"), day="2026-03-01"), [MINIMUM_LIVING]) == []


def test_nothing_is_asked_once_all_is_settled():
    assert next_best(a_household(a_member("本人")), [MINIMUM_LIVING]) == []


def test_the_page_shows_conditions_with_sources_days_and_what_is_blank():
    text = page(MINIMUM_LIVING)

    assert "家庭月人均收入低于最低生活保障标准（《社会救助暂行办法》第九条）" in text
    assert "公示初审意见（乡镇（街道）），7日" in text
    assert "审核确认（县级民政部门），收到全部材料之日起10个工作日以内" in text
    assert "分类施保增发比例：没有登记" in text
    assert f"规则版本 {MINIMUM_LIVING.version}" in text


def test_the_version_is_of_the_declaration_alone():
    before = MINIMUM_LIVING.version

    assess(a_household(a_member("本人")), [MINIMUM_LIVING])

    assert MINIMUM_LIVING.version == before
    assert len(before) == 12
