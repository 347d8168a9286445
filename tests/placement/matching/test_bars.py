"""Each bar by its trigger, on both sides of its day. Measures begin in March 2025 unless said otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from law.terms import NOT_AVAILABLE, Measure
from law.truth import Truth
from lexicon.features import PostKind
from placement.matching.bars import BARS, Effect, printed
from placement.matching.case import Case, Fact, MeasureSpan, Override, three_years_after
from tests.placement.matching.pairs import NOTHING_ELSE, TODAY, a_case, a_kind, reason, wang

NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
COMMUNITY, ISOLATION, RECOVERY = (
    Measure.COMMUNITY_TREATMENT,
    Measure.COMPULSORY_ISOLATION,
    Measure.COMMUNITY_RECOVERY,
)
BEIJING, CHONGQING, SHANGHAI = "110105", "500103", "310104"


def ruling(code, case, kind, as_of=TODAY, **post):
    said = reason(f"bar.{code}", wang(case=case), a_kind(kind, **post), as_of)
    return said.truth, said.blocks


def test_a_client_in_community_treatment_may_be_a_guard():
    case = a_case(COMMUNITY, **NOTHING_ELSE)

    assert ruling("security_guard", case, PostKind.SECURITY_GUARD) == (YES, False)


def test_baoan_17_a_person_who_was_in_compulsory_isolation_may_not():
    case = a_case(ISOLATION, RECOVERY, **NOTHING_ELSE)

    assert ruling("security_guard", case, PostKind.SECURITY_GUARD) == (NO, False)


def test_an_isolation_that_begins_tomorrow_does_not_bar_today():
    case = Case(measures=(MeasureSpan(ISOLATION, date(2026, 11, 23)),), facts=NOTHING_ELSE)

    assert ruling("security_guard", case, PostKind.SECURITY_GUARD)[0] is YES
    assert ruling("security_guard", case, PostKind.SECURITY_GUARD, date(2026, 11, 23))[0] is NO


def test_unknown_measures_block_and_ask_the_worker():
    said = reason("bar.security_guard", wang(case=Case(facts=NOTHING_ELSE)), a_kind(PostKind.SECURITY_GUARD))

    assert (said.truth, said.blocks, said.excludes) == (UNKNOWN, True, True)
    assert said.missing == ("client.facts.compulsory_isolation",)
    assert "是否曾被强制隔离戒毒" in said.worker
    assert "《保安服务管理条例》第十七条" in said.worker
    assert "戒毒" not in said.client
    assert said.employer == NOT_AVAILABLE


@pytest.mark.parametrize("fact", ["three_detentions", "intentional_crime"])
def test_each_open_trigger_blocks_on_its_own(fact):
    case = a_case(COMMUNITY, **(NOTHING_ELSE | {fact: None, "criminal_penalty": None, "detained": None}))

    said = reason("bar.security_guard", wang(case=case), a_kind(PostKind.SECURITY_GUARD))

    assert said.blocks
    assert said.missing == (f"client.facts.{fact}",)


def test_somebody_not_known_to_be_a_client_is_asked_but_not_blocked():
    said = reason("bar.security_guard", wang(), a_kind(PostKind.SECURITY_GUARD))

    assert (said.truth, said.excludes) == (UNKNOWN, False)
    assert said.missing


def test_a_post_of_unknown_kind_is_a_question_only():
    case = a_case(ISOLATION)

    said = reason(
        "bar.security_guard",
        wang(case=case),
        a_kind(
            PostKind.SECURITY_GUARD,
        ).__class__(id="x", title="x"),
    )

    assert (said.truth, said.excludes, said.missing) == (UNKNOWN, False, ("vacancy.kinds",))


def test_yule_5_every_job_of_a_venue_after_isolation_and_none_after_community_treatment():
    assert ruling("entertainment_venue", a_case(ISOLATION), PostKind.ENTERTAINMENT_VENUE) == (NO, False)
    assert ruling("entertainment_venue", a_case(COMMUNITY), PostKind.ENTERTAINMENT_VENUE) == (YES, False)


def test_armed_escorts_must_have_no_detention_at_all():
    clean = a_case(Measure.VOLUNTARY, **NOTHING_ELSE)

    assert ruling("armed_escort", clean, PostKind.ARMED_ESCORT)[0] is YES
    assert ruling("armed_escort", a_case(detained=True), PostKind.ARMED_ESCORT)[0] is NO
    assert ruling("armed_escort", a_case(three_detentions=True), PostKind.ARMED_ESCORT)[0] is NO
    assert ruling("armed_escort", a_case(drug_crime=True), PostKind.ARMED_ESCORT)[0] is NO


@pytest.mark.parametrize("measure", [COMMUNITY, ISOLATION, RECOVERY])
def test_162_79_an_ordered_measure_cancels_the_licence_until_it_is_regained(measure):
    case = a_case(measure, **NOTHING_ELSE)
    regained = replace(case, licence_regained_on=date(2026, 11, 22))

    assert (
        ruling("driver_licence_cancelled", replace(case, facts={"licence_regained": False}), PostKind.DRIVER)[0] is NO
    )
    assert ruling("driver_licence_cancelled", case, PostKind.DRIVER) == (UNKNOWN, True)
    assert ruling("driver_licence_cancelled", regained, PostKind.DRIVER)[0] is YES
    assert ruling("driver_licence_cancelled", regained, PostKind.DRIVER, date(2026, 11, 21)) == (UNKNOWN, True)


def test_162_79_drug_driving_and_a_cancelled_licence_bar_without_any_measure():
    caught = a_case(drug_driving=True, licence_regained=False)
    cancelled = Case(measures=(), licence_cancelled_on=date(2024, 6, 1), facts={"licence_regained": False})

    assert ruling("driver_licence_cancelled", caught, PostKind.DRIVER)[0] is NO
    assert ruling("driver_licence_cancelled", cancelled, PostKind.DRIVER)[0] is NO
    assert ruling("driver_licence_cancelled", cancelled, PostKind.DRIVER, date(2024, 5, 31)) == (UNKNOWN, True)


def test_162_15_no_new_licence_within_three_years_of_the_end_of_isolation():
    freed = Case(
        measures=(MeasureSpan(ISOLATION, date(2022, 1, 1), date(2023, 11, 22)),),
        facts={"recent_use": False, "licence_regained": False},
    )

    assert ruling("driver_no_new_licence", freed, PostKind.TAXI, date(2026, 11, 21))[0] is NO
    assert ruling("driver_no_new_licence", freed, PostKind.TAXI, date(2026, 11, 22))[0] is YES


def test_162_15_three_years_from_the_last_use_known():
    case = Case(
        measures=(MeasureSpan(COMMUNITY, date(2024, 1, 1)),),
        last_use_on=date(2023, 11, 22),
        facts={"licence_regained": False},
    )

    assert ruling("driver_no_new_licence", case, PostKind.DRIVER, date(2026, 11, 21))[0] is NO
    assert ruling("driver_no_new_licence", case, PostKind.DRIVER, date(2026, 11, 22)) == (UNKNOWN, True)


def test_162_15_an_isolation_without_an_end_is_asked_about():
    case = Case(measures=(MeasureSpan(ISOLATION),), facts={"recent_use": False, "licence_regained": False})
    denied = Case(facts={"recent_use": False, "compulsory_isolation": False, "licence_regained": False})

    assert ruling("driver_no_new_licence", case, PostKind.DRIVER) == (UNKNOWN, True)
    assert ruling("driver_no_new_licence", denied, PostKind.DRIVER)[0] is YES
    assert ruling("driver_no_new_licence", Case(facts={"recent_use": False}), PostKind.DRIVER) == (UNKNOWN, True)


def test_162_15_somebody_who_never_lost_the_licence_needs_no_new_one():
    case = a_case(Measure.VOLUNTARY, recent_use=True, licence_cancelled=False, drug_driving=False)

    assert ruling("driver_no_new_licence", case, PostKind.DRIVER)[0] is YES
    assert ruling("driver_licence_cancelled", case, PostKind.DRIVER)[0] is YES


@pytest.mark.parametrize("measure", [COMMUNITY, ISOLATION, RECOVERY])
def test_162_18_heavy_vehicles_stay_closed_also_with_a_new_licence(measure):
    case = a_case(measure, licence_regained=True)

    assert ruling("heavy_vehicle_driver", case, PostKind.HEAVY_VEHICLE_DRIVER) == (NO, False)
    assert ruling("driver_licence_cancelled", case, PostKind.HEAVY_VEHICLE_DRIVER)[0] is YES


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("school_bus", PostKind.SCHOOL_BUS),
        ("taxi", PostKind.TAXI),
        ("ride_hailing", PostKind.RIDE_HAILING),
        ("bus_metro_key_post", PostKind.BUS_METRO_KEY_POST),
        ("kindergarten", PostKind.KINDERGARTEN),
        ("drone_operator", PostKind.DRONE_OPERATOR),
    ],
)
def test_a_record_of_use_bars(code, kind):
    assert ruling(code, a_case(COMMUNITY), kind) == (NO, False)
    assert ruling(code, a_case(drug_driving=True), kind) == (NO, False)
    assert ruling(code, a_case(drug_use_record=False), kind) == (YES, False)
    # 自愿戒毒 is not a police record: whether there is one must be asked.
    assert ruling(code, a_case(Measure.VOLUNTARY), kind) == (UNKNOWN, True)


def test_a_bar_does_not_apply_before_it_is_in_force():
    case = a_case(COMMUNITY)
    case = replace(case, measures=(MeasureSpan(COMMUNITY, date(2024, 1, 1)),))

    assert ruling("kindergarten", case, PostKind.KINDERGARTEN, date(2025, 5, 31))[0] is YES
    assert ruling("kindergarten", case, PostKind.KINDERGARTEN, date(2025, 6, 1))[0] is NO


def test_precursors_look_at_crime_and_not_at_use():
    assert ruling("precursor_manager", a_case(ISOLATION, drug_crime=False), PostKind.PRECURSOR_MANAGER)[0] is YES
    assert ruling("precursor_manager", a_case(criminal_penalty=False), PostKind.PRECURSOR_MANAGER)[0] is YES
    assert ruling("precursor_manager", a_case(drug_crime=True), PostKind.PRECURSOR_MANAGER)[0] is NO


@pytest.mark.parametrize(("code", "kind"), [("school", PostKind.SCHOOL), ("narcotics_lab", PostKind.NARCOTICS_LAB)])
def test_a_row_that_was_not_verified_asks_and_never_bars(code, kind):
    said = reason(f"bar.{code}", wang(case=a_case(COMMUNITY, recent_use=True)), a_kind(kind))

    assert (said.truth, said.excludes) == (UNKNOWN, False)
    assert said.worker.startswith("待核实")


def test_local_bars_hold_where_they_were_made():
    case = a_case(COMMUNITY, **(NOTHING_ELSE | {"licence_regained": True, "recent_use": False}))

    assert ruling("transport_chongqing", case, PostKind.DRIVER, region=CHONGQING)[0] is NO
    assert ruling("transport_chongqing", case, PostKind.DRIVER)[0] is YES
    assert ruling("transport_chongqing", case, PostKind.DRIVER, region=None) == (UNKNOWN, False)
    assert ruling("classified_beijing", case, PostKind.CLASSIFIED, region=BEIJING)[0] is NO
    assert ruling("transport_shanghai", replace(case, last_use_on=TODAY), PostKind.DRIVER, region=SHANGHAI) == (
        UNKNOWN,
        False,
    )


def test_chongqing_48_only_while_a_measure_runs():
    ended = Case(measures=(MeasureSpan(COMMUNITY, date(2023, 1, 1), date(2026, 1, 1)),))

    assert ruling("transport_chongqing", ended, PostKind.DRIVER, region=CHONGQING)[0] is YES
    assert ruling("transport_chongqing", ended, PostKind.DRIVER, date(2026, 1, 1), region=CHONGQING)[0] is NO


def test_an_override_with_a_citation_opens_one_bar_for_one_post_until_its_day():
    override = Override(
        "security_guard", "公安机关书面答复：原强制戒毒决定已撤销", "许可-7", date(2026, 11, 1), "security_guard",
        date(2026, 11, 30),
    )  # fmt: skip
    seeker = wang(case=a_case(ISOLATION), overrides=(override,))
    post = a_kind(PostKind.SECURITY_GUARD)

    said = reason("bar.security_guard", seeker, post)

    assert said.truth is YES
    assert "原强制戒毒决定已撤销" in said.worker
    assert reason("bar.security_guard", seeker, post, date(2026, 12, 1)).truth is NO
    assert reason("bar.security_guard", seeker, post, date(2026, 10, 31)).truth is NO
    assert reason("bar.security_guard", seeker, replace(post, id="另一个岗位")).truth is NO
    assert reason("bar.entertainment_venue", seeker, a_kind(PostKind.ENTERTAINMENT_VENUE)).truth is NO


def test_an_override_without_a_citation_is_no_override():
    with pytest.raises(ValueError, match="citation"):
        Override("taxi", "  ", "许可-7", TODAY)


def test_the_refusal_names_ground_article_and_duration_to_the_worker_only():
    said = reason("bar.security_guard", wang(case=a_case(ISOLATION, **NOTHING_ELSE)), a_kind(PostKind.SECURITY_GUARD))

    assert "曾被强制隔离戒毒" in said.worker
    assert "期限：长期" in said.worker
    assert "戒毒" not in said.client
    assert said.employer == NOT_AVAILABLE
    lost = reason(
        "bar.driver_licence_cancelled",
        wang(case=a_case(COMMUNITY, licence_regained=False)),
        a_kind(PostKind.DRIVER),
    )
    assert "曾被责令社区戒毒" in lost.worker


def test_a_cleared_client_reads_that_the_post_is_open():
    said = reason("bar.security_guard", wang(case=a_case(COMMUNITY, **NOTHING_ELSE)), a_kind(PostKind.SECURITY_GUARD))

    assert said.worker.startswith("保安员：经核对不受从业限制")
    assert "戒毒" not in said.client


def test_facts_imply_each_other():
    case = Case(facts={Fact.DRUG_CRIME: True})

    assert case.knows(Fact.CRIMINAL_PENALTY, TODAY) is YES
    assert case.knows(Fact.DETAINED, TODAY) is UNKNOWN
    assert Case(facts={Fact.DETAINED: False}).knows(Fact.THREE_DETENTIONS, TODAY) is NO
    assert Case(facts={Fact.CRIMINAL_PENALTY: False}).knows(Fact.DRUG_CRIME, TODAY) is NO
    # A record that is there outweighs an answer that denies it.
    assert (
        replace(a_case(ISOLATION), facts={"compulsory_isolation": False}).knows(Fact.COMPULSORY_ISOLATION, TODAY) is YES
    )


def test_the_table_prints_and_its_codes_are_unique():
    lines = printed().splitlines()

    assert len(lines) == len(BARS) + 1
    assert len({bar.code for bar in BARS}) == len(BARS)
    assert (
        "保安员｜限制从业｜曾被强制隔离戒毒或受过三次以上行政拘留或曾因故意犯罪被刑事处罚｜长期｜《保安服务管理条例》第十七条"
        in lines
    )
    assert all(bar.effect is Effect.BAR or "待核实" in bar.rule for bar in BARS)


def test_three_years_after_a_leap_day():
    assert three_years_after(date(2024, 2, 29)) == date(2027, 3, 1)
