"""What happened in the demo city before today: contacts, looks at records, hand-overs under way."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from clients.door import KIND
from clients.hand_over import offer
from clients.models import Client, HelpEvent
from people import ledger
from people.models import Action, Purpose, Role, User

NOTES = {
    HelpEvent.Kind.VISIT: (
        "家里见面，状态平稳，说想找离家近的活。",
        "入户走访，本人在家，母亲身体不好。",
        "见面谈了找工作的打算。",
    ),
    HelpEvent.Kind.CALL: ("电话联系，最近在打零工。", "电话里说下周有空见面。", "问了就业意愿，愿意参加培训。"),
    HelpEvent.Kind.OFFICE: ("来站里签到，顺便看了岗位。", "来访，补交了证件复印件。"),
    HelpEvent.Kind.SERVICE: ("一起看了三个岗位，挑了一个先了解。", "帮忙改了简历，约好面试时间。"),
    HelpEvent.Kind.AID: ("协助办理临时救助材料。", "送去过冬物资。"),
    HelpEvent.Kind.ATTEMPT: ("电话没人接，改天再打。",),
}
# What it was about, and what was given, in turn.
TOPICS = ("routine", "work", "routine", "assistance", "family", "routine", "health", "work", "school", "law")
AIDS = (("goods", Decimal(200)), ("escort", None), ("advice", None), ("money", Decimal(500)), ("goods", Decimal(120)))
NEXT = ("回访", "看岗位", "签到提醒", "带齐材料再来", "问面试结果")


def build_contacts(random: Random, as_of: date, clients: list[Client], tick) -> list[HelpEvent]:
    """Help events from the opening of each case to today, a month or two apart, closer lately; some fell silent."""
    events: list[HelpEvent] = []
    for client in clients:
        last, due = _contacts(random, as_of, client, events)
        client.last_contact_on, client.next_contact_on = last, due
        tick()
    HelpEvent.objects.bulk_create(events, batch_size=500)
    Client.objects.unscoped("demo history").bulk_update(clients, ["last_contact_on", "next_contact_on"], batch_size=200)
    return events


def _contacts(random: Random, as_of: date, client: Client, events: list[HelpEvent]) -> tuple[date | None, date | None]:
    silent = random.random() < 0.12
    # Until yesterday: an hour of today may still lie ahead.
    until = as_of - timedelta(days=random.randrange(31, 90) if silent else 1)
    day, last, due = client.opened_on, None, None
    while day <= until:
        kind = random.choices(list(HelpEvent.Kind), [22, 40, 15, 12, 5, 6])[0]
        lately = day > as_of - timedelta(days=90)
        following = day + timedelta(days=random.randrange(6, 26) if lately else random.randrange(20, 75))
        due = day + timedelta(days=random.randrange(7, 35)) if random.random() < 0.6 else None
        aid, value = AIDS[len(events) % len(AIDS)] if kind == HelpEvent.Kind.AID else ("", None)
        events.append(
            HelpEvent(
                client=client,
                worker=client.caseworker,
                kind=kind,
                at=at(random, day),
                about=TOPICS[len(events) % len(TOPICS)],
                aid=aid,
                value=value,
                note=random.choice(NOTES[kind]),
                next_on=due,
                next_what=random.choice(NEXT) if due else "",
                recorded_by=client.caseworker,
                recorded_at=at(random, day),
            )
        )
        if kind.is_contact:
            last = day
        day = following
    return last, due if due and due >= as_of - timedelta(days=10) else None


def at(random: Random, day: date) -> datetime:
    """Some minute of that day's working hours."""
    return timezone.make_aware(datetime.combine(day, time(random.randrange(9, 17), random.randrange(60))))


def build_ledger(contacts: list[HelpEvent]) -> None:
    """A look at the record for each contact, by the worker who made it, oldest first."""
    ledger.record_many(
        ledger.Entry(
            at=contact.at,
            actor_id=contact.worker_id,
            role=Role.SOCIAL_WORKER,
            region_code=contact.worker.acting.region.code,
            action=Action.VIEW,
            kind=KIND,
            object_id=str(contact.client_id),
            purpose=Purpose.CASE_WORK,
        )
        for contact in sorted(contacts, key=lambda contact: contact.at)
    )


def build_hand_overs(as_of: date, clients: list[Client], workers: list[User]) -> None:
    """Two clients on their way to the first worker and one on the way from her, each with its clock running."""
    first, second, third, *_ = workers
    manager = User.objects.get(username="gaofeng")
    for giver, receiver, count, days in ((second, first, 2, 3), (first, third, 1, 5)):
        given = [client.pk for client in clients if client.caseworker_id == giver.pk][:count]
        offer(manager, given, receiver, "片区调整，材料已整理好，家里情况电话里说。", as_of - timedelta(days=days))
