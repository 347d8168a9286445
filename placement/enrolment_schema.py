"""The triggers behind an enrolment: its state changes only along ``MOVES``, and no seat has a number that its class has
not.

Made after each ``migrate``, as those of ``referral_schema``: a check constraint sees one row, never what led to it nor
the class beside it.
"""

from django.db import connection

from placement.models.enrolment import pairs

TABLE, CLASSES = "placement_enrolment", "employers_cohort"
STEP, SEAT, FUNCTION = "placement_enrolment_step", "placement_enrolment_seat", "placement_enrolment_guard"
# What the database says; both are an IntegrityError.
NO_STEP, NO_SEAT = "enrolment_step_is_not_in_the_table", "enrolment_seat_is_not_in_the_class"


def create_triggers() -> None:
    """Put the triggers in place, where the tables are there; what there was is replaced."""
    if not _is_there():
        return
    drop_triggers()
    if connection.vendor == "postgresql":
        _run(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
            f"IF TG_OP = 'UPDATE' AND {_strange()} THEN "
            f"RAISE EXCEPTION '{NO_STEP}' USING ERRCODE = 'check_violation'; END IF; "
            f"IF (TG_OP = 'INSERT' OR NEW.seat IS DISTINCT FROM OLD.seat) AND {_outside()} THEN "
            f"RAISE EXCEPTION '{NO_SEAT}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $body$",
            f"CREATE TRIGGER {STEP} BEFORE INSERT OR UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()",
        )
    else:
        _run(
            f"CREATE TRIGGER {STEP} BEFORE UPDATE OF state ON {TABLE} WHEN {_strange()} "
            f"BEGIN SELECT RAISE(ABORT, '{NO_STEP}'); END",
            *(
                f"CREATE TRIGGER {SEAT}_{when[:6].lower()} BEFORE {when} ON {TABLE} WHEN {_outside()} "
                f"BEGIN SELECT RAISE(ABORT, '{NO_SEAT}'); END"
                for when in ("INSERT", "UPDATE OF seat")
            ),
        )


def drop_triggers() -> None:
    if connection.vendor == "sqlite":
        _run(*(f"DROP TRIGGER IF EXISTS {name}" for name in (STEP, f"{SEAT}_insert", f"{SEAT}_update")))
    elif _is_there():
        _run(f"DROP TRIGGER IF EXISTS {STEP} ON {TABLE}")


def _strange() -> str:
    """The condition of a change that is in no line of the table."""
    known = ", ".join(f"('{source}', '{target}')" for source, target in sorted(pairs()))
    return f"OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {known})"


def _outside() -> str:
    return f"NEW.seat > (SELECT seats FROM {CLASSES} WHERE id = NEW.cohort_id)"  # noqa: S608 - names of our own


def _is_there() -> bool:
    return {TABLE, CLASSES} <= set(connection.introspection.table_names())


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
