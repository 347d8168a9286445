from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_fair_pages")]

    operations = [
        migrations.AddField(
            model_name="policymention",
            name="changed_on",
            field=models.DateField(blank=True, null=True, verbose_name="规定变了的日期"),
        ),
        migrations.AddField(
            model_name="policymention",
            name="notified",
            field=models.CharField(blank=True, max_length=64, verbose_name="已提醒"),
        ),
        migrations.AddField(
            model_name="policymention",
            name="told",
            field=models.JSONField(blank=True, default=list, verbose_name="当时的说法"),
        ),
    ]
