"""What an authority has recognised already and other rules build on: the standing of a household, of a child."""

from welfare.rules.dictionary import aid_class, receives_minimum_living
from welfare.rules.expressions import all_of, any_of, no
from welfare.rules.fact import HOUSEHOLD, Choice, Flag

child_status = Choice(
    "child_status",
    "儿童保障身份",
    options=("无", "孤儿", "事实无人抚养儿童"),
    also=(("none", "无"), ("事实无人抚养", "事实无人抚养儿童")),
    # A recognition is told of; a child without one is not asked for it.
    absent="无",
    documents=("孤儿认定表", "事实无人抚养儿童认定表"),
)
receives_full_child_allowance = Flag(
    "receives_full_child_allowance",
    "已全额领取事实无人抚养儿童基本生活补贴",
    absent=False,
    documents=("补贴发放记录",),
)
living_hardship_confirmed = Flag(
    "living_hardship_confirmed", "经街道（乡镇、苏木）确认生活困难", of=HOUSEHOLD, documents=("入户调查表",)
)

# Who receives 低保 is of that class even where nobody wrote the class down; a class written down wins.
is_on_minimum_living = any_of(
    aid_class.is_one_of("低保"), all_of(no(aid_class.is_recorded()), receives_minimum_living)
).worded("最低生活保障家庭")
is_destitute = aid_class.is_one_of("特困").worded("特困人员")
is_near_minimum = aid_class.is_one_of("低保边缘").worded("低保边缘家庭")
is_of_rigid_expense = aid_class.is_one_of("刚性支出").worded("刚性支出困难家庭")
is_of_low_income = any_of(is_on_minimum_living, is_destitute, is_near_minimum, is_of_rigid_expense).worded(
    "低保、特困、低保边缘或者刚性支出困难家庭"
)
is_in_hardship = any_of(is_of_low_income, living_hardship_confirmed).worded("生活困难")

is_orphan = child_status.is_one_of("孤儿").worded("孤儿")
is_protected_child = child_status.is_one_of("孤儿", "事实无人抚养儿童").worded("孤儿或者事实无人抚养儿童")
