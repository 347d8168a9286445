import uuid

from django.db import migrations, models


def give_uids(apps, schema_editor):
    """Each vacancy its own: the default of a new column would be one and the same for all."""
    Vacancy = apps.get_model("employers", "Vacancy")
    rows = []
    for row in Vacancy.objects.filter(uid=None).only("pk").iterator(chunk_size=500):
        row.uid = uuid.uuid4()
        rows.append(row)
    Vacancy.objects.bulk_update(rows, ["uid"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("employers", "0010_hire_facts")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="calculation",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="官网算过的"),
        ),
        migrations.AddField(
            model_name="verification",
            name="calculation",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="官网算过的"),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="is_public",
            field=models.BooleanField(blank=True, null=True, verbose_name="在网站上公开"),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="public_agreed_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="企业谁同意公开的"),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="uid",
            field=models.UUIDField(default=None, editable=False, null=True),
        ),
        migrations.RunPython(give_uids, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="vacancy",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
