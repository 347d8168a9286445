"""Papers of subsidies, loans, donations and of what is asked for disabled staff, beside those that others share."""

from employers.incentives.incentive import Document, Holder

DISABILITY_CARD = Document(
    code="disability_card",
    name="残疾人证（1 至 8 级残疾军人证也可以）",
    issuer="残疾人联合会（残疾军人证由退役军人事务部门发）",
    when="入职时登记，证件换发后重新上传",
    proves="证明本人可以计入残疾职工人数",
    life=120,
)
BANK_PAYROLL = Document(
    code="bank_payroll",
    name="工资表和银行代发记录",
    issuer="本单位和开户银行",
    when="每个申报期补充到最近一个月",
    proves="证明工资通过银行按月足额发放，不低于最低工资标准",
    holder=Holder.PERIOD,
)
FIVE_INSURANCES = Document(
    code="five_insurances",
    name="社会保险缴费记录（养老、医疗、失业、工伤、生育）",
    issuer="社会保险经办机构",
    when="每个申报期补充到最近一个月",
    proves="证明为每名残疾职工按月缴纳了规定的各项社会保险",
    holder=Holder.PERIOD,
    waived=True,
)
REFUND_APPLICATION = Document(
    code="refund_application",
    name="增值税退（抵）税申请和残疾职工名单",
    issuer="本单位填写，报主管税务机关",
    when="每个纳税期申报缴税以后",
    proves="写明当期残疾职工人数、占比和申请退还的税额",
    holder=Holder.PERIOD,
)
TAX_PAID = Document(
    code="tax_paid",
    name="增值税申报表和完税证明",
    issuer="本单位（电子税务局导出）",
    when="每个纳税期",
    proves="证明当期和本年度以前各期已经缴纳的增值税",
    holder=Holder.PERIOD,
)
FACILITIES = Document(
    code="facilities",
    name="工作场所基本设施说明",
    issuer="本单位",
    when="年度汇算清缴时留存备查",
    proves="说明为残疾职工配备了哪些基本设施",
    holder=Holder.FIRM,
)
ANNUAL_RETURN = Document(
    code="annual_return",
    name="企业所得税年度纳税申报表",
    issuer="本单位（电子税务局导出）",
    when="次年 5 月 31 日前汇算清缴",
    proves="证明本年度的利润总额和填报的扣除额",
    holder=Holder.FIRM,
)
LEVY_REPORT = Document(
    code="levy_report",
    name="按比例安排残疾人就业年审材料",
    issuer="本单位报残疾人联合会（可以联网办理）",
    when="当地规定的申报审核期内，在申报缴费之前",
    proves="由残联核定上年安排残疾人就业的人数",
    holder=Holder.FIRM,
)
LEVY_RETURN = Document(
    code="levy_return",
    name="残疾人就业保障金缴费申报表",
    issuer="本单位向税务机关申报",
    when="当地规定的申报缴费期内",
    proves="列出上年职工人数、平均工资和应缴金额",
    holder=Holder.FIRM,
)
DONATION_RECEIPT = Document(
    code="donation_receipt",
    name="公益事业捐赠票据",
    issuer="接受捐赠的社会组织或者机关",
    when="捐赠时取得，留存备查",
    proves="证明捐了多少、捐给了谁",
    holder=Holder.FIRM,
)
HARDSHIP_NOTE = Document(
    code="hardship_note",
    name="就业困难人员认定结果（就业创业证注记）",
    issuer="街道社区受理，县级公共就业服务机构认定",
    when="首次申请补贴时提交",
    proves="证明本人已经认定为就业困难人员；认定类别不需要向单位说明",
    waived=True,
)
SUBSIDY_APPLICATION = Document(
    code="subsidy_application",
    name="补贴申请表",
    issuer="本单位填写，报当地公共就业服务机构",
    when="每次申请（多数地方按季或者按半年）",
    proves="写明申请的项目、期间、人数和金额",
    holder=Holder.PERIOD,
)
SUBSIDY_ROSTER = Document(
    code="subsidy_roster",
    name="补贴人员花名册",
    issuer="本单位填写",
    when="每次申请；公示前告知名册上的人",
    proves="逐人列出合同起止、缴费月份和申请金额",
    holder=Holder.PERIOD,
)
CONTRIBUTION_RECEIPTS = Document(
    code="contribution_receipts",
    name="社会保险费缴费凭证（单位部分）",
    issuer="税务机关或者社会保险经办机构",
    when="每次申请，先缴费后申请",
    proves="证明单位实际缴纳的养老、医疗、失业保险费",
    holder=Holder.PERIOD,
    waived=True,
)
PAYROLL = Document(
    code="payroll",
    name="工资发放明细",
    issuer="本单位和开户银行",
    when="每次申请补充到最近一个月",
    proves="证明本人在岗并按月领取工资",
    holder=Holder.PERIOD,
)
BANK_ACCOUNT = Document(
    code="bank_account",
    name="单位银行账户信息",
    issuer="本单位",
    when="首次申请；账户变更后重新提交",
    proves="补贴打到哪个账户",
    holder=Holder.FIRM,
)
POST_AGREEMENT = Document(
    code="post_agreement",
    name="公益性岗位聘用协议或劳动合同",
    issuer="用人单位与本人签订",
    when="上岗时签订",
    proves="证明岗位、期限和待遇",
)
YOUTH_RECORD = Document(
    code="youth_record",
    name="毕业证书或者失业登记记录",
    issuer="学校或者公共就业服务机构",
    when="申请时提交，能联网核验的不用交",
    proves="证明本人属于可以计入的毕业生或者登记失业青年",
    waived=True,
)
LOAN_APPLICATION = Document(
    code="loan_application",
    name="创业担保贷款申请表和创业计划",
    issuer="申请人填写",
    when="申请时",
    proves="写明借多少、做什么、怎么还",
    holder=Holder.FIRM,
)
LOAN_CLASS = Document(
    code="loan_class",
    name="人员类别证明或者新招用人员名单",
    issuer="公共就业服务机构核实",
    when="申请时",
    proves="证明申请人属于可以申请的类别，或者企业新招用的人数达到比例",
    holder=Holder.FIRM,
)
GUARANTEE = Document(
    code="guarantee",
    name="担保材料",
    issuer="担保基金、担保人或者抵押登记机关",
    when="贷款审批时；按当地规定可以免除",
    proves="证明贷款有担保",
    holder=Holder.FIRM,
    waived=True,
)
