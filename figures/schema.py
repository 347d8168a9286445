"""The triggers that keep a closed month as it is: nothing of it is changed or deleted, and nothing is added.

A later correction is another set beside it (``FigureSet.Kind.RECOUNT``), never a change of this one.
"""

from django.db import connection

SETS, FIGURES = "figures_figureset", "figures_storedfigure"
# What the database says; on both of them an IntegrityError.
MESSAGE = "closed_month_does_not_change"
_TRIGGERS = (
    *((f"figures_set_{deed}", SETS, deed) for deed in ("update", "delete")),
    *((f"figures_figure_{deed}", FIGURES, deed) for deed in ("insert", "update", "delete")),
)
# Where the row belongs before the deed, and after it: none is moved into a closed month either.
_ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def create_triggers() -> None:
    """Put the triggers in place, where the tables are there; what there was is replaced."""
    if not _is_there():
        return
    drop_triggers()
    for name, table, deed in _TRIGGERS:
        closed = (
            "OLD.kind = 'closed'"
            if table == SETS
            else " OR ".join(
                f"EXISTS (SELECT 1 FROM {SETS} WHERE id = {row}.figure_set_id AND kind = 'closed')"  # noqa: S608
                for row in _ROWS[deed]
            )
        )
        if connection.vendor == "postgresql":
            # A trigger's condition may hold no subquery there, a function may.
            _run(_postgres(name, table, deed, closed))
        else:
            _run(
                f"CREATE TRIGGER {name} BEFORE {deed.upper()} ON {table} WHEN {closed} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def _postgres(name: str, table: str, deed: str, closed: str) -> str:
    back = "OLD" if deed == "delete" else "NEW"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
        f"IF {closed} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN {back}; END $body$; "
        f"CREATE TRIGGER {name} BEFORE {deed.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def drop_triggers() -> None:
    for name, table, _deed in _TRIGGERS:
        if connection.vendor == "sqlite":
            _run(f"DROP TRIGGER IF EXISTS {name}")
        elif _is_there():
            _run(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def _is_there() -> bool:
    tables = connection.introspection.table_names()
    return SETS in tables and FIGURES in tables


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
