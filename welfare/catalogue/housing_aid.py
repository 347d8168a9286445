"""住房救助: a household of low income without a home, or with too little room, has a rent subsidy or a public flat.

    subsidy = price × (area a head − own area a head) × persons × coefficient, never above the rent paid

Persons are weighed (汕头 counts one as two) and limited, the area is limited (渝中: 60 square metres): by place.
In the country it is the rebuilding of a dangerous house, whose sum the place sets.
"""

from law.article import Article, unnumbered
from welfare.catalogue.minimum_living_numbers import RELIEF, RELIEF_SINCE
from welfare.catalogue.recognised import (
    is_destitute,
    is_of_low_income,
    is_on_minimum_living,
)
from welfare.catalogue.rows import rows_of
from welfare.rules.composition import household_members
from welfare.rules.dictionary import housing_area_per_head, is_urban_household, owns_dwelling
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import Number, all_of, any_of, greatest, least, no, when
from welfare.rules.fact import HOUSEHOLD, Flag, Quantity
from welfare.rules.standards import Row, Standard

LAYERED = Article("关于加强低收入人口动态监测做好分层分类社会救助工作的意见", "", "四（二）3")
YUZHONG = unnumbered("渝中区公共租赁住房租赁补贴办事指南")
SHANTOU = unnumbered("汕头市住房保障家庭租赁补贴标准")

rent_paid_month = Quantity("rent_paid_month", "实际支付的房租", of=HOUSEHOLD, documents=("租赁合同", "租金收据"))
dwelling_is_dangerous = Flag("dwelling_is_dangerous", "自有住房属于危房", of=HOUSEHOLD, documents=("房屋安全鉴定报告",))


def _at(region: str, value: str) -> tuple[Row, ...]:
    """渝中's page is of 2021, 汕头's table holds from 2020 to 2022."""
    if region == "500103":
        return rows_of(region, YUZHONG, ("2021-01-01", "2021-12-31", value, None))
    return rows_of(region, SHANTOU, ("2020-01-01", "2022-12-31", value, None))


def _standard(
    code: str, term: str, unit: str, yuzhong: str = "", shantou: str = "", also: tuple[str, ...] = ()
) -> Standard:
    rows = (*(_at("500103", yuzhong) if yuzhong else ()), *(_at("4405", shantou) if shantou else ()))
    return Standard(code, term, unit=unit, rows=rows, also=also)


rent_price = _standard("rent_subsidy_price", "租赁补贴单价", "元/平方米·月", "23", "15", ("price", "rent_price"))
area_of_one = _standard("rent_subsidy_area_one", "一人户补贴面积标准", "平方米", "20", "15")
area_a_head = _standard(
    "rent_subsidy_area_a_head", "人均补贴面积标准", "平方米", "15", "15", ("area_standard", "人均保障面积")
)
persons_of_one = _standard("rent_subsidy_persons_one", "一人户折算人数", "人", "1", "2")
persons_of_two = _standard("rent_subsidy_persons_two", "两人户折算人数", "人", "2", "2.5")
minimum_coefficient = _standard("rent_subsidy_coefficient_minimum", "低保家庭补贴系数", "", "1", "1.2")
other_coefficient = _standard("rent_subsidy_coefficient_other", "其他家庭补贴系数", "", "0.8", "1")
own_coefficient = Standard(
    "rent_subsidy_coefficient", "补贴系数（本例适用的）", unit="", also=("coefficient", "补贴系数")
)
# Limits that some places set: where there is none in the book there is none.
most_persons = _standard("rent_subsidy_most_persons", "补贴人数上限", "人", shantou="5")
most_area = _standard("rent_subsidy_most_area", "补贴面积上限", "平方米", yuzhong="60")
housing_area_line = Standard("housing_area_line", "住房困难标准（人均建筑面积）", unit="平方米")
rebuilding_sum = Standard("rebuilding_sum", "农村危房改造补助标准", unit="元/户")


def _limited(number: Number, by: Standard) -> Number:
    return when(by.is_recorded(), least(number, by), number)


def _weighed(persons: Standard) -> Number:
    """How many persons a small household counts as: as many as it has, unless the place says otherwise."""
    return when(persons.is_recorded(), persons, household_members)


is_single = (household_members <= 1).worded("一人户")
persons = when(
    is_single,
    _weighed(persons_of_one),
    when(household_members <= 2, _weighed(persons_of_two), _limited(household_members, most_persons)),
)
own_area = when(owns_dwelling, housing_area_per_head, 0)
area_of_each = when(all_of(is_single, area_of_one.is_recorded()), area_of_one, area_a_head)
area = _limited(persons * greatest(0, area_of_each - own_area), most_area).worded("补贴面积")
coefficient = when(
    own_coefficient.is_recorded(), own_coefficient, when(is_on_minimum_living, minimum_coefficient, other_coefficient)
).worded("补贴系数")
by_formula = coefficient * (rent_price * area)
subsidy = least(by_formula, rent_paid_month)

is_short_of_room = any_of(
    no(owns_dwelling).worded("没有自有住房"),
    (housing_area_per_head < housing_area_line).worded("人均住房面积低于当地住房困难标准"),
)

HOUSING_AID = Entitlement(
    code="housing_aid",
    name="住房救助（公租房、租赁补贴、危房改造）",
    citations=(Article(*RELIEF), LAYERED),
    in_force=RELIEF_SINCE,
    condition=any_of(
        all_of(
            is_urban_household,
            is_of_low_income.under(Article(*RELIEF, "第三十七条")),
            is_short_of_room.under(Article(*RELIEF, "第三十九条")),
        ).worded("城镇低保、特困、低保边缘、刚性支出困难家庭，住房困难"),
        all_of(
            no(is_urban_household),
            any_of(is_on_minimum_living, is_destitute).under(Article(*RELIEF, "第三十七条")),
            any_of(no(owns_dwelling), dwelling_is_dangerous)
            .worded("没有自有住房，或者自有住房属于危房")
            .under(Article(*RELIEF, "第三十八条")),
        ).worded("农村低保家庭、分散供养特困人员，没有安全住房"),
    ),
    # The rebuilding is one sum, not one a month: it is a component.
    amount=when(is_urban_household, subsidy, 0),
    components={
        "rent_price": Component("租赁补贴单价", rent_price, "元/平方米·月"),
        "subsidised_area": Component("补贴面积", area, "平方米"),
        "coefficient": Component("补贴系数", coefficient, ""),
        "by_formula": Component("按公式计算的补贴", by_formula),
        "rent_paid": Component("实际房租（补贴上限）", rent_paid_month),
        "rent_subsidy": Component("租赁补贴", subsidy, article=Article(*RELIEF, "第三十八条")),
        "rebuilding": Component("农村危房改造补助", when(is_urban_household, 0, rebuilding_sum), "元"),
    },
    documents=(
        "住房救助申请书",
        "身份证和户口簿",
        "住房情况证明（不动产登记查询结果）",
        Document("租赁合同和租金收据", is_urban_household),
        Document("低保证或者认定书", is_of_low_income),
        Document("房屋安全鉴定报告", dwelling_is_dangerous),
    ),
    steps=(
        Step(
            "提出申请",
            "乡镇（街道）或者县级住房保障部门",
            Article(*RELIEF, "第四十条"),
            note="农村家庭按县级以上人民政府的规定办理",
            ends_with="accept",
        ),
        Step("审核家庭收入、财产状况", "县级民政部门", Article(*RELIEF, "第四十条"), ends_with="check"),
        Step(
            "审核住房状况并公示",
            "县级住房保障部门",
            Article(*RELIEF, "第四十条"),
            note="不公示戒毒等个人情况",
            ends_with="publicise",
        ),
        Step("优先给予保障", "县级住房保障部门", Article(*RELIEF, "第四十条"), ends_with="pay"),
    ),
    where_to_ask="县级住房保障部门，或者户籍所在地的乡镇人民政府（街道办事处）",
    unverified=(
        "农村危房改造是一次性补助，不按月发，金额单列，须向县级住房保障部门确认",
        "没有收录当地单价和面积标准的，补贴数额须向县级住房保障部门确认",
        "低保边缘、刚性支出困难家庭限城镇住房困难的，由各地规定",
        "汕头市的标准来自转载，须对照原文",
    ),
)
