from django.db import migrations

from placement.search import schema


def make_anew(apps, editor):
    """The tables hold nothing that cannot be worked out from the vacancies: rows come with the triggers, which are put
    back after the migration, and words are cut before the next search.
    """
    schema.drop_tables()
    schema.create_tables()


class Migration(migrations.Migration):

    dependencies = [
        ('employers', '0001_initial'),
        ('placement', '0006_enrolments'),
    ]

    operations = [
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
