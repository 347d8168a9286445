"""The columns whose content became answers in the migration before."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0004_members_answers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='householdmember',
            name='member_income_not_negative',
        ),
        migrations.RemoveField(
            model_name='householdmember',
            name='disability_grade',
        ),
        migrations.RemoveField(
            model_name='householdmember',
            name='lives_together',
        ),
        migrations.RemoveField(
            model_name='householdmember',
            name='monthly_income',
        ),
        migrations.RemoveField(
            model_name='householdmember',
            name='student_stage',
        ),
    ]
