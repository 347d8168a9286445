"""The facts that rules read. Python names are the codes, so that a slip is caught before it runs.

A family that needs a fact of its own declares it in its file. What nobody mentions is unknown, except rare things that
one would be told of and claims that nobody made (``absent``); those written down as unknown are unknown too.
"""

from collections.abc import Mapping
from decimal import Decimal

from welfare.rules.fact import HOUSEHOLD, Choice, Day, Flag, Quantity, Text

ISOLATION = "强制隔离戒毒"
PRISON = "监狱服刑"
NOT_IN_CUSTODY = "无"
CUSTODY_WITHOUT_DRUGS = (NOT_IN_CUSTODY, PRISON, "看守所")
CUSTODY_DOCUMENTS = (
    "强制隔离戒毒决定书",
    "解除强制隔离戒毒证明书",
    "责令社区戒毒（康复）决定书",
    "社区康复协议",
    "解除社区戒毒（康复）通知书",
    "判决书",
)
BANK_CHECK = ("居民家庭经济状况核对报告",)
INCOME_DOCUMENTS = ("收入证明", "工资流水", "纳税或者社保记录")
CLAIM_DOCUMENTS = ("票据", "诊断书")


def words(of: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(other word, option) for each of the other words of an option, which stand in small letters and apart."""
    return tuple((word, option) for option, others in of.items() for word in others.split())


# The household

as_of_date = Day("as_of_date", "申请日（核定日）", of=HOUSEHOLD, documents=("申请书",))
region_code = Text("region_code", "户籍地或者经常居住地", of=HOUSEHOLD, documents=("户口簿", "居住证"))
is_urban_household = Flag(
    "is_urban_household", "城镇家庭", of=HOUSEHOLD, documents=("户口簿", "土地承包、集体分配记录")
)
members_complete = Flag(
    "members_complete",
    "家庭成员已登记完整",
    of=HOUSEHOLD,
    documents=("户口簿", "入户调查表"),
    note="只有本人一人生活的，也要登记为“是”；填“否”时，谁共同生活按不清楚处理",
)
financial_assets_total = Quantity(
    "financial_assets_total", "家庭金融资产合计", of=HOUSEHOLD, unit="元", documents=BANK_CHECK
)
dwellings_count = Quantity(
    "dwellings_count",
    "住房套数",
    of=HOUSEHOLD,
    unit="套",
    whole=True,
    highest=Decimal(100),
    documents=("不动产登记核对",),
)
has_nonres_property = Flag(
    "has_nonres_property", "有商铺、车位、办公用房等非居住用房", of=HOUSEHOLD, documents=("不动产登记核对",)
)
has_motor_vehicle = Flag(
    "has_motor_vehicle",
    "有机动车（残疾人代步车、普通摩托车、电动自行车除外）",
    of=HOUSEHOLD,
    documents=("车辆登记核对",),
)
has_business_registration = Flag(
    "has_business_registration", "有市场主体登记", of=HOUSEHOLD, documents=("市场监管登记核对",)
)
property_within_limits_stated = Flag(
    "property_within_limits", "家庭财产符合当地规定", of=HOUSEHOLD, documents=BANK_CHECK
)
household_members_stated = Quantity(
    "household_members", "共同生活的家庭成员人数", of=HOUSEHOLD, unit="人", whole=True, highest=Decimal(100)
)
household_income_stated = Quantity("household_income_month", "家庭月收入", of=HOUSEHOLD, documents=INCOME_DOCUMENTS)
income_per_head_stated = Quantity("income_per_head", "家庭月人均收入", of=HOUSEHOLD, documents=INCOME_DOCUMENTS)
household_excluded_income_month = Quantity(
    "household_excluded_income_month",
    "家庭不计入的收入",
    of=HOUSEHOLD,
    absent=Decimal(0),
    documents=("优待抚恤、奖励、救助金发放单",),
)
household_rigid_deduction_month = Quantity(
    "household_rigid_deduction_month",
    "家庭残疾、重病刚性支出扣减",
    of=HOUSEHOLD,
    absent=Decimal(0),
    documents=CLAIM_DOCUMENTS,
)
receives_minimum_living = Flag("receives_minimum_living", "正在享受最低生活保障", of=HOUSEHOLD, documents=("低保证",))
applies_as_single_person = Flag(
    "applies_as_single_person", "按单人户申请低保", of=HOUSEHOLD, absent=False, documents=("申请书",)
)
aid_class = Choice(
    "aid_class",
    "救助身份",
    of=HOUSEHOLD,
    options=("特困", "低保", "低保边缘", "刚性支出", "无"),
    also=words(
        {
            "特困": "特困人员 特困供养 特困供养人员 特困人员救助供养 destitute destitute_support",
            "低保": "低保户 低保家庭 低保对象 最低生活保障 最低生活保障家庭 dibao minimum_living",
            "低保边缘": "低保边缘家庭 低保边缘户 边缘 边缘家庭 最低生活保障边缘家庭 near_minimum",
            "刚性支出": "刚性支出困难家庭 刚性支出家庭 支出型困难家庭 rigid_expense",
            "无": "none 没有",
        }
    ),
    documents=("低保证", "认定书", "特困人员救助供养证"),
)

# One member: who it is

person_id = Text("person_id", "成员编号")
birth_date = Day("birth_date", "出生日期", past=True, documents=("身份证", "户口簿"))
relation_to_applicant = Choice(
    "relation_to_applicant",
    "与申请人关系",
    options=("本人", "配偶", "子女", "父母", "其他"),
    also=words(
        {
            "本人": "申请人 户主 self applicant",
            "配偶": "丈夫 妻子 夫 妻 爱人 spouse husband wife",
            "子女": "儿子 女儿 子 女 孩子 养子 养女 养子女 继子 继女 继子女 child son daughter",
            "父母": "父亲 母亲 父 母 养父 养母 继父 继母 parent father mother",
            "其他": "祖父 祖母 外祖父 外祖母 祖父母 外祖父母 爷爷 奶奶 外公 外婆 孙子 孙女 外孙 外孙女 孙子女 外孙子女 "
            "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟姐妹 岳父 岳母 公公 婆婆 儿媳 女婿 亲属 其他亲属 "
            "other grandparent grandchild sibling relative",
        }
    ),
    documents=("户口簿", "结婚证", "离婚证", "收养登记证"),
)
lives_together = Flag("lives_together", "共同居住", documents=("居（村）民委员会证明", "入户调查表"))
can_live_independently = Flag(
    "can_live_independently", "成年子女能够独立生活", documents=("残疾证", "诊断书", "学籍证明")
)
has_support_duty = Flag(
    "has_support_duty", "有法定赡养、扶养、抚养义务并长期共同居住", documents=("户口簿", "入户调查表")
)
enrolled_fulltime_level = Choice(
    "enrolled_fulltime_level",
    "全日制在读阶段",
    options=("无", "幼儿园", "小学", "初中", "高中", "中职", "大专", "本科", "研究生"),
    also=words(
        {
            "无": "none 不上学 没有 未在读 已毕业",
            "幼儿园": "学前 学前教育 preschool kindergarten",
            "小学": "primary",
            "初中": "junior",
            "高中": "普通高中 普高 senior",
            "中职": "中专 职高 职业高中 技校 技工学校 中等职业学校 中等职业教育 vocational",
            "大专": "专科 高职 高职高专 高职专科",
            "本科": "大学本科 bachelor undergraduate",
            "研究生": "硕士 博士 硕士研究生 博士研究生 graduate",
        }
    ),
    documents=("学生证", "学籍证明", "录取通知书"),
)
custody_status = Choice(
    "custody_status",
    "羁押、戒毒状态",
    options=("无", PRISON, ISOLATION, "看守所", "社区戒毒", "社区康复", "戒毒康复场所", "自愿戒毒"),
    also=words(
        {
            "无": "none 没有 不在押",
            PRISON: "服刑 监狱 在监狱服刑 服刑在押 prison",
            ISOLATION: "强戒 强制戒毒 强制隔离 compulsory_isolation",
            "看守所": "看守所羁押 detention",
            "社区戒毒": "community_treatment",
            "社区康复": "community_recovery",
            "自愿戒毒": "voluntary",
        }
    ),
    history=True,
    documents=CUSTODY_DOCUMENTS,
)
custody_start = Day("custody_start", "羁押、戒毒措施开始日", history=True, documents=CUSTODY_DOCUMENTS)
custody_term_months = Quantity(
    "custody_term_months",
    "羁押、戒毒措施期限",
    unit="个月",
    whole=True,
    highest=Decimal(1200),
    history=True,
    documents=CUSTODY_DOCUMENTS,
)
custody_end = Day("custody_end", "羁押、戒毒措施结束日", history=True, documents=CUSTODY_DOCUMENTS)
is_declared_missing = Flag("is_declared_missing", "被宣告失踪", absent=False, documents=("法院判决书",))
is_deceased = Flag("is_deceased", "已死亡", absent=False, documents=("死亡证明",))
lost_contact_months = Quantity(
    "lost_contact_months",
    "失去联系的月数",
    unit="个月",
    whole=True,
    highest=Decimal(1200),
    absent=Decimal(0),
    documents=("公安机关查询函",),
)
clergy_years_away = Quantity(
    "clergy_years_away",
    "宗教教职人员连续脱离家庭的年数",
    unit="年",
    whole=True,
    highest=Decimal(100),
    absent=Decimal(0),
    documents=("宗教事务部门证明",),
)

# One member: income, a month

wage_income_month = Quantity(
    "wage_income_month", "工资性收入", documents=INCOME_DOCUMENTS, note="扣除个人缴纳的社会保险费和税款以后"
)
business_income_month = Quantity("business_income_month", "经营净收入", documents=("银行流水", "账簿"))
property_income_month = Quantity("property_income_month", "财产净收入", documents=("租赁合同", "银行流水"))
transfer_income_month = Quantity("transfer_income_month", "转移净收入", documents=("离退休证", "银行流水"))
excluded_income_month = Quantity(
    "excluded_income_month",
    "不计入的收入",
    absent=Decimal(0),
    documents=("优待抚恤、奖励、救助金发放单",),
    note="已包含在各项收入里、依法不计入的部分，基础养老金除外",
)
basic_pension_month = Quantity(
    "basic_pension_month",
    "城乡居民基础养老金（中央确定部分）",
    absent=Decimal(0),
    documents=("养老金发放记录",),
    note="已包含在转移净收入里的部分",
)
employment_cost_deduction = Quantity(
    "employment_cost_deduction", "必要的就业成本", absent=Decimal(0), documents=("就业成本票据", "当地就业成本扣减规定")
)
rigid_deduction_month = Quantity(
    "rigid_deduction_month", "残疾、重病刚性支出扣减", absent=Decimal(0), documents=CLAIM_DOCUMENTS
)

# One member: health, work, schooling, recovery

disability_category = Choice(
    "disability_category",
    "残疾类别",
    options=("无", "视力", "听力", "言语", "肢体", "智力", "精神", "多重"),
    also=words(
        {
            "无": "none 没有 无残疾",
            "视力": "视力残疾",
            "听力": "听力残疾",
            "言语": "言语残疾",
            "肢体": "肢体残疾",
            "智力": "智力残疾",
            "精神": "精神残疾",
            "多重": "多重残疾",
        }
    ),
    documents=("残疾证",),
)
disability_grade = Choice(
    "disability_grade",
    "残疾等级",
    options=("无", "一级", "二级", "三级", "四级"),
    also=words(
        {
            "无": "none 没有 0",
            "一级": "1 1级 一 残疾一级 一级残疾",
            "二级": "2 2级 二 残疾二级 二级残疾",
            "三级": "3 3级 三 残疾三级 三级残疾",
            "四级": "4 4级 四 残疾四级 四级残疾",
        }
    ),
    documents=("残疾证",),
)
serious_illness_listed = Flag("serious_illness_listed", "患当地认定的重特大疾病", documents=("诊断书", "病历"))
labor_capacity = Choice(
    "labor_capacity",
    "劳动能力",
    options=("有", "部分", "无"),
    also=words(
        {
            "有": "有劳动能力 full",
            "部分": "部分丧失 部分丧失劳动能力 部分劳动能力 partial",
            "无": "none 完全丧失 无劳动能力 完全丧失劳动能力",
        }
    ),
    documents=("劳动能力鉴定", "残疾证"),
)
is_unemployed_registered = Flag("is_unemployed_registered", "已办理失业登记", documents=("就业失业登记证",))
rehab_start = Day("rehab_start", "戒毒康复开始日", history=True, documents=("社区康复协议",))
rehab_months_completed = Quantity(
    "rehab_months_completed",
    "戒毒康复已满月数",
    unit="个月",
    whole=True,
    highest=Decimal(1200),
    history=True,
    documents=("社区康复协议", "解除社区康复通知书"),
)
rehab_completed_date = Day("rehab_completed_date", "戒毒康复期满日", history=True, documents=("解除社区康复通知书",))
in_community_rehab = Flag(
    "in_community_rehab",
    "在社区戒毒或者社区康复",
    history=True,
    documents=("责令社区戒毒（康复）决定书", "社区康复协议", "档案"),
)
# Nobody is asked about these two who does not speak of them: not mentioned, they bear on nothing.
on_maintenance_treatment = Flag(
    "on_maintenance_treatment",
    "参加药物维持治疗",
    absent=False,
    history=True,
    restricted=True,
    documents=("药物维持治疗门诊登记卡",),
)
hiv_status_confirmed = Flag(
    "hiv_status_confirmed", "艾滋病确诊", absent=False, restricted=True, documents=("确证检测报告",)
)

# One member: housing, medical bills, sudden hardship

housing_area_per_head = Quantity(
    "housing_area_per_head", "人均住房建筑面积", of=HOUSEHOLD, unit="平方米", documents=("不动产登记", "租赁合同")
)
owns_dwelling = Flag("owns_dwelling", "有自有住房", of=HOUSEHOLD, documents=("不动产登记核对",))
medical_bill_in_scope = Quantity(
    "medical_bill_in_scope", "政策范围内医疗费用", unit="元", documents=("医疗费用结算单", "发票")
)
insurance_paid = Quantity("insurance_paid", "基本医保支付", unit="元", documents=("医疗费用结算单",))
major_paid = Quantity("major_paid", "大病保险支付", unit="元", documents=("医疗费用结算单",))
incident_type = Choice(
    "incident_type",
    "急难情形",
    of=HOUSEHOLD,
    options=("无", "火灾", "交通事故", "突发重大疾病", "其他特殊困难", "必需支出突然增加"),
    also=words(
        {
            "无": "none 没有",
            "火灾": "fire",
            "交通事故": "车祸 交通意外 traffic traffic_accident",
            "突发重大疾病": "急病 突发疾病 突发重病 突发急病 sudden_illness",
            "其他特殊困难": "其他 其他困难 other",
            "必需支出突然增加": "支出型 支出突然增加 生活必需支出突然增加 刚性支出增加 expenditure",
        }
    ),
    documents=("事故认定书", "诊断书"),
)
incident_date = Day("incident_date", "急难发生日", of=HOUSEHOLD, past=True, documents=("事故认定书", "诊断书"))
