from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("welfare", "0002_procedure")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="reached",
            field=models.PositiveBigIntegerField(default=0, editable=False, verbose_name="已核对到"),
        ),
    ]
