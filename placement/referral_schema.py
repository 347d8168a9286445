"""The trigger that lets a referral's state change only along the table ``MOVES``, whoever writes.

A check constraint sees one row as it will be; which change led to it only a trigger sees. It is made from
``models.referral.pairs`` after each ``migrate``, so that the table in the code and the one in the database are one.
"""

from django.db import connection

from placement.models.referral import pairs

TABLE, TRIGGER, FUNCTION = "placement_referral", "placement_referral_step", "placement_referral_step"
# What the database says; on both of them an IntegrityError.
MESSAGE = "referral_step_is_not_in_the_table"


def create_triggers() -> None:
    """Put the trigger in place, where the table is there; what there was is replaced."""
    if not _is_there():
        return
    drop_triggers()
    if connection.vendor == "postgresql":
        _run(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
            f"IF {_strange('OLD', 'NEW')} THEN "
            f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $body$",
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()",
        )
    else:
        _run(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OF state ON {TABLE} WHEN {_strange('OLD', 'NEW')} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def drop_triggers() -> None:
    if connection.vendor == "sqlite":
        _run(f"DROP TRIGGER IF EXISTS {TRIGGER}")
    elif _is_there():
        _run(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {TABLE}")


def _strange(old: str, new: str) -> str:
    """The condition of a change that is in no line of the table; both databases know row values."""
    known = ", ".join(f"('{source.value}', '{target.value}')" for source, target in sorted(pairs()))
    return f"{old}.state <> {new}.state AND ({old}.state, {new}.state) NOT IN (VALUES {known})"


def _is_there() -> bool:
    return TABLE in connection.introspection.table_names()


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
