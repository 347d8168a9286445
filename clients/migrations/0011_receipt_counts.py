from django.db import migrations, models

DEPARTMENTS = [
    ("police", "公安"),
    ("civil", "民政"),
    ("labour", "人社"),
    ("health", "卫健（医保）"),
    ("school", "教育"),
    ("street", "街道（苏木乡镇）"),
]


class Migration(migrations.Migration):
    dependencies = [("clients", "0010_help_remarks")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="counts",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="交接清点"),
        ),
        migrations.AddField(
            model_name="transfer",
            name="counts",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="交接清点"),
        ),
        migrations.AlterField(
            model_name="duty",
            name="department",
            field=models.CharField(choices=DEPARTMENTS, max_length=8, verbose_name="部门"),
        ),
        migrations.AlterField(
            model_name="dutyevent",
            name="department",
            field=models.CharField(choices=DEPARTMENTS, max_length=8, verbose_name="部门"),
        ),
    ]
