import django.db.models.deletion
from django.db import migrations, models

import cms.fields


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_stories_checked"), ("employers", "0012_fairs")]

    operations = [
        migrations.AddField(
            model_name="fairpage",
            name="agenda",
            field=cms.fields.Body([], blank=True, verbose_name="议程"),
        ),
        migrations.AddField(
            model_name="fairpage",
            name="fair",
            field=models.ForeignKey(
                blank=True,
                help_text="时间、地点、名额和报名都从登记的推介会里来，不用在这里写。",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="employers.fair",
                verbose_name="哪一场推介会",
            ),
        ),
    ]
