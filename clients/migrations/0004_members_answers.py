"""What a member's row said of her becomes answers of its own, each with its grade, source and day.

    lives_together     the same
    student_stage      enrolled_fulltime_level; 高中/中职 and 大专及以上 name several levels, so the answer is that
                       nobody knows, and the source keeps the words
    disability_grade   the same
    monthly_income     0: no income of any of the four kinds. Any other sum was never split into wages, business,
                       property and transfers, which the rules count differently: a wage that nobody knows, and the
                       source keeps the sum. To take it for a wage could refuse somebody 低保 for her pension.

An empty cell was never asked about and becomes no answer; an answer that stands already is kept. On the way back the
columns are filled from the answers that stand, and the answers stay. The columns go in the next migration: no database
alters a table in the same breath in which it wrote rows that refer to it.
"""

import json
import re
from decimal import Decimal, InvalidOperation

from django.db import migrations
from django.utils import timezone

GRADES = {"none": "无", "1": "一级", "2": "二级", "3": "三级", "4": "四级"}
STAGES = {"none": "无", "preschool": "幼儿园", "primary": "小学", "junior": "初中"}
SEVERAL = {"senior": "高中/中职", "college": "大专及以上"}
BACK = {
    **{level: stage for stage, level in STAGES.items()},
    **dict.fromkeys(("高中", "中职"), "senior"),
    **dict.fromkeys(("大专", "本科", "研究生"), "college"),
}
INCOMES = ("wage_income_month", "business_income_month", "property_income_month", "transfer_income_month")
SOURCE = "原登记"
SUM = re.compile(SOURCE + r"：月收入合计 (\d+(?:\.\d+)?) 元，未分项")
BATCH = 500


def answers_of(lives_together, student_stage, disability_grade, monthly_income):
    """(code, answer, source) for each column that holds something."""
    if lives_together is not None:
        yield "lives_together", lives_together, SOURCE
    if student_stage in STAGES:
        yield "enrolled_fulltime_level", STAGES[student_stage], SOURCE
    elif student_stage in SEVERAL:
        yield "enrolled_fulltime_level", None, f"{SOURCE}：{SEVERAL[student_stage]}"
    if disability_grade in GRADES:
        yield "disability_grade", GRADES[disability_grade], SOURCE
    if monthly_income is not None:
        if monthly_income == 0:
            for code in INCOMES:
                yield code, "0", SOURCE
        else:
            yield INCOMES[0], None, f"{SOURCE}：月收入合计 {monthly_income.normalize():f} 元，未分项"


def columns_of(answers):
    """The four columns from (answer, source) by code, as far as the answers tell."""
    columns = {"lives_together": None, "student_stage": "", "disability_grade": "", "monthly_income": None}
    lives_together, _ = answers.get("lives_together", (None, ""))
    if isinstance(lives_together, bool):
        columns["lives_together"] = lives_together
    level, source = answers.get("enrolled_fulltime_level", (None, ""))
    by_words = {f"{SOURCE}：{words}": stage for stage, words in SEVERAL.items()}
    columns["student_stage"] = BACK.get(level) or by_words.get(source, "")
    grade, _ = answers.get("disability_grade", (None, ""))
    columns["disability_grade"] = {word: code for code, word in GRADES.items()}.get(grade, "")
    told = SUM.fullmatch(answers.get(INCOMES[0], (None, ""))[1])
    parts = [answers.get(code, (None, ""))[0] for code in INCOMES]
    try:
        columns["monthly_income"] = Decimal(told[1]) if told else sum(Decimal(part) for part in parts)
    except (InvalidOperation, TypeError):
        # A part that nobody knows: neither is the sum.
        pass
    return columns


def forwards(apps, schema_editor):
    member_model, fact_model = apps.get_model("clients", "HouseholdMember"), apps.get_model("clients", "HouseholdFact")
    standing = fact_model.objects.filter(superseded_at=None, member__isnull=False)
    held = set(standing.values_list("member_id", "code"))
    facts = []
    for member in member_model.objects.iterator(chunk_size=BATCH):
        told = (member.lives_together, member.student_stage, member.disability_grade, member.monthly_income)
        for code, answer, source in answers_of(*told):
            if (member.pk, code) not in held:
                facts.append(
                    fact_model(
                        client_id=member.client_id,
                        member=member,
                        code=code,
                        value=json.dumps(answer, ensure_ascii=False),
                        source=source,
                        known_on=timezone.localdate(member.recorded_at),
                        recorded_by_id=member.recorded_by_id,
                        recorded_at=member.recorded_at,
                    )
                )
        if len(facts) >= BATCH:
            fact_model.objects.bulk_create(facts)
            facts.clear()
    fact_model.objects.bulk_create(facts)


def backwards(apps, schema_editor):
    member_model, fact_model = apps.get_model("clients", "HouseholdMember"), apps.get_model("clients", "HouseholdFact")
    answers = {}
    for fact in fact_model.objects.filter(superseded_at=None, member__isnull=False).iterator(chunk_size=BATCH):
        answers.setdefault(fact.member_id, {})[fact.code] = (json.loads(fact.value), fact.source)
    for member in member_model.objects.filter(pk__in=answers).iterator(chunk_size=BATCH):
        for name, value in columns_of(answers[member.pk]).items():
            setattr(member, name, value)
        member.save(update_fields=["lives_together", "student_stage", "disability_grade", "monthly_income"])


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0003_paper_restricted'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
