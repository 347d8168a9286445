"""Papers that several incentives ask for: the same paper is uploaded once and serves wherever it stands."""

from employers.incentives.incentive import Document, Holder

STATEMENT = Document(
    code="statement",
    name="情况说明",
    issuer="本单位（平台按记录生成）",
    when="每年整理一次，申报或备查时放在最前面",
    proves="说明招用了多少人、用的是哪一项政策、金额怎么算出来的",
    holder=Holder.FIRM,
    ours=True,
)
RELIEF_RETURN = Document(
    code="relief_return",
    name="增值税减免税申报明细表",
    issuer="本单位（电子税务局导出）",
    when="每个申报期",
    proves="证明当期抵减了多少税",
    holder=Holder.PERIOD,
)
LEDGER = Document(
    code="ledger",
    name="招用人员总台账",
    issuer="本单位（平台按记录生成）",
    when="每个申报期更新",
    proves="逐人逐月列出参保月数、限额、已抵减和余额",
    holder=Holder.FIRM,
    ours=True,
)
EMPLOYMENT_SHEET = Document(
    code="employment_sheet",
    name="重点群体或自主就业退役士兵就业信息表",
    issuer="本单位填写",
    when="每次申报享受时随申报表报送",
    proves="告诉税务机关本年度招用了谁、在本单位实际工作几个月",
    holder=Holder.PERIOD,
)
RECOGNITION = Document(
    code="recognition",
    name="企业吸纳重点群体就业认定证明",
    issuer="县级以上人力资源社会保障部门",
    when="第一次享受前；以后每年核对，人员有变化时办理变更",
    proves="证明人员类别和一年以上合同、三项保险已经核实",
    holder=Holder.FIRM,
    life=12,
    waived=True,
)
UNEMPLOYMENT_CARD = Document(
    code="employment_card",
    name="就业创业证（或就业失业登记证）",
    issuer="公共就业服务机构",
    when="签订合同后、第一次享受前；须注明“企业吸纳税收政策”",
    proves="证明登记失业半年以上；脱贫人口改交脱贫人口身份证明",
    waived=True,
)
OWNER_CARD = Document(
    code="owner_card",
    name="就业创业证（或就业失业登记证）",
    issuer="公共就业服务机构",
    when="第一次享受前；须注明“自主创业税收政策”或“毕业年度内自主创业税收政策”",
    proves="证明经营者属于可以享受的人员；脱贫人口改交脱贫人口身份证明",
    waived=True,
)
IDENTITY = Document(
    code="identity",
    name="身份证明",
    issuer="本人提供",
    when="办理认定时",
    proves="证明名单上的人就是合同和参保记录里的人",
)
CONTRACT = Document(
    code="contract",
    name="劳动合同",
    issuer="本单位与本人签订（电子合同也可以）",
    when="入职之日起一个月内签订，期限在一年以上",
    proves="证明合同期限和起始月份，36 个月从这里起算",
)
PENSION_RECORD = Document(
    code="pension_record",
    name="养老保险缴费记录",
    issuer="社会保险经办机构",
    when="每个申报期补充到最近一个月",
    proves="证明哪些月份为本人缴了养老保险",
    waived=True,
)
INJURY_RECORD = Document(
    code="injury_record",
    name="工伤保险缴费记录",
    issuer="社会保险经办机构",
    when="每个申报期补充到最近一个月",
    proves="证明哪些月份为本人缴了工伤保险",
    waived=True,
)
UNEMPLOYMENT_RECORD = Document(
    code="unemployment_record",
    name="失业保险缴费记录",
    issuer="社会保险经办机构",
    when="每个申报期补充到最近一个月",
    proves="证明哪些月份为本人缴了失业保险",
    waived=True,
)
LICENCE = Document(
    code="licence",
    name="营业执照",
    issuer="市场监督管理部门",
    when="办理时出示一次，变更后重新上传",
    proves="证明单位或个体工商户的名称、登记日期和经营地",
    holder=Holder.FIRM,
)
SMALL_FIRM_RETURN = Document(
    code="small_firm_return",
    name="企业所得税年度纳税申报表",
    issuer="本单位（电子税务局导出）",
    when="次年 5 月 31 日前汇算清缴",
    proves="证明应纳税所得额、从业人数和资产总额符合小型微利企业条件",
    holder=Holder.PERIOD,
)
BUSINESS_INCOME_RETURN = Document(
    code="business_income_return",
    name="个人所得税经营所得纳税申报表",
    issuer="经营者（电子税务局导出）",
    when="预缴和次年 3 月 31 日前汇算清缴",
    proves="证明经营所得应纳税所得额和减免税额",
    holder=Holder.PERIOD,
)
SURCHARGE_RETURN = Document(
    code="surcharge_return",
    name="增值税及附加税费申报表",
    issuer="本单位（电子税务局导出）",
    when="每个申报期",
    proves="证明附加税费的计税依据、抵减额和减半后的应缴额",
    holder=Holder.PERIOD,
)
