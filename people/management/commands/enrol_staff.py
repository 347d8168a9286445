"""``manage.py enrol_staff``: the first manager of a new site, who then takes on everybody else in the browser, and
whoever runs the platform."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from people import ledger
from people.enrol_staff import OF_A_CITY, draw_password
from people.models import Action, Level, Membership, Purpose, Region, Role, User


class Command(BaseCommand):
    help = "Enrol a member of staff and print a temporary password. Import the regions first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("role", choices=[role.value for role in Role if role != Role.EMPLOYER])
        parser.add_argument("region", help="division code, e.g. 150602")

    def handle(self, *args: object, **options) -> None:
        region = Region.objects.current().filter(code=options["region"]).first()
        if region is None:
            raise CommandError(f"no region {options['region']}: run import_regions first, or look the code up")
        if options["role"] in OF_A_CITY and region.level > Level.CITY:
            raise CommandError(f"a {options['role']} runs the whole platform: give the code of the city, e.g. 1506")
        password = draw_password()
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    options["username"], options["name"], password, password_is_temporary=True
                )
                Membership.objects.create(user=user, role=options["role"], region=region)
                ledger.record(None, Action.CREATE, "staff", user.pk, Purpose.STAFFING)
        except IntegrityError:
            raise CommandError(f"the sign-in name {options['username']} is taken") from None
        self.stdout.write(f"{options['username']}: temporary password {password}")
