"""The tables and triggers that keep search and matching in step with the vacancies, per database.

    placement_vacancy_words     the tokens of each vacancy: FTS5 on SQLite, a tsvector with GIN on PostgreSQL
    placement_vacancy_changed   vacancies whose words must be cut again before the next search
    placement_pool_version      one random token, another one after each change of a vacancy or a firm

Triggers, not signals: a bulk insert, an update of a queryset and a line of SQL change vacancies too, and a change that
nobody noticed would show a post that is gone. The token is random because a number would come back after a rollback.

The triggers are taken away before each ``migrate`` and put back after it: SQLite changes a table by rebuilding it,
which drops its triggers and refuses those of other tables that name it.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from django.db import connection

WORDS, CHANGED, VERSION = "placement_vacancy_words", "placement_vacancy_changed", "placement_pool_version"
VACANCIES, FIRMS = "employers_vacancy", "employers_enterprise"
# Columns that documents.py reads.
WORDED = ("title", "occupation", "address", "text", "region_id", "enterprise_id")

# The tokens are cut already; what lexicon.cut keeps inside one (c++, 3.5) must not part it again.
_CUT_AT_BLANKS = """ "unicode61 remove_diacritics 0 tokenchars '.+#'" """
TABLES = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(title, body, tokenize = {_CUT_AT_BLANKS})",
        f"CREATE TABLE {CHANGED} (vacancy_id integer PRIMARY KEY)",
        f"CREATE TABLE {VERSION} (id integer PRIMARY KEY CHECK (id = 1), token text NOT NULL)",
    ),
    "postgresql": (
        f"CREATE TABLE {WORDS} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX {WORDS}_gin ON {WORDS} USING gin (words)",
        f"CREATE TABLE {CHANGED} (vacancy_id bigint PRIMARY KEY)",
        f"CREATE TABLE {VERSION} (id smallint PRIMARY KEY CHECK (id = 1), token text NOT NULL)",
    ),
}
DROP_TABLES = tuple(f"DROP TABLE IF EXISTS {table}" for table in (WORDS, CHANGED, VERSION))

# SQLite: plain deletes and inserts, because OR REPLACE inside a trigger gives way to the OR IGNORE of its statement.
_SQLITE_ANEW = f"DELETE FROM {VERSION}; INSERT INTO {VERSION} VALUES (1, hex(randomblob(16)));"
_SQLITE_NOTE = f"DELETE FROM {CHANGED} WHERE vacancy_id = new.id; INSERT INTO {CHANGED} VALUES (new.id);"
_SQLITE = {
    "placement_vacancy_added": f"AFTER INSERT ON {VACANCIES} BEGIN {_SQLITE_NOTE} {_SQLITE_ANEW} END",
    "placement_vacancy_altered": f"AFTER UPDATE ON {VACANCIES} BEGIN {_SQLITE_ANEW} END",
    "placement_vacancy_reworded": f"AFTER UPDATE OF {', '.join(WORDED)} ON {VACANCIES} BEGIN {_SQLITE_NOTE} END",
    "placement_vacancy_removed": f"AFTER DELETE ON {VACANCIES} BEGIN DELETE FROM {WORDS} WHERE rowid = old.id; "
    f"DELETE FROM {CHANGED} WHERE vacancy_id = old.id; {_SQLITE_ANEW} END",
    "placement_firm_altered": f"AFTER UPDATE ON {FIRMS} BEGIN {_SQLITE_ANEW} END",
    "placement_firm_renamed": f"AFTER UPDATE OF name ON {FIRMS} BEGIN "
    f"DELETE FROM {CHANGED} WHERE vacancy_id IN (SELECT id FROM {VACANCIES} WHERE enterprise_id = new.id); "
    f"INSERT INTO {CHANGED} SELECT id FROM {VACANCIES} WHERE enterprise_id = new.id; END",
}

# PostgreSQL: DO UPDATE rather than DO NOTHING takes the row's lock, so that a search that is just cutting the words
# of this vacancy anew waits for us or we for it, and no change falls between.
_ROW = ", ".join("{0}." + column for column in WORDED)
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION placement_note_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_TABLE_NAME = '{FIRMS}' THEN
    IF NEW.name IS DISTINCT FROM OLD.name THEN
      INSERT INTO {CHANGED} SELECT id FROM {VACANCIES} WHERE enterprise_id = NEW.id
        ON CONFLICT (vacancy_id) DO UPDATE SET vacancy_id = EXCLUDED.vacancy_id;
    END IF;
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM {WORDS} WHERE rowid = OLD.id;
    DELETE FROM {CHANGED} WHERE vacancy_id = OLD.id;
  ELSIF TG_OP = 'INSERT' OR ({_ROW.format("NEW")}) IS DISTINCT FROM ({_ROW.format("OLD")}) THEN
    INSERT INTO {CHANGED} VALUES (NEW.id) ON CONFLICT (vacancy_id) DO UPDATE SET vacancy_id = EXCLUDED.vacancy_id;
  END IF;
  INSERT INTO {VERSION} VALUES (1, gen_random_uuid()::text) ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
  RETURN NULL;
END $body$"""
_POSTGRESQL = {
    "placement_vacancy_noted": f"AFTER INSERT OR UPDATE OR DELETE ON {VACANCIES} "
    "FOR EACH ROW EXECUTE FUNCTION placement_note_change()",
    "placement_firm_noted": f"AFTER UPDATE ON {FIRMS} FOR EACH ROW EXECUTE FUNCTION placement_note_change()",
}
_ON = {name: FIRMS if "firm" in name else VACANCIES for name in (*_SQLITE, *_POSTGRESQL)}


def create_tables() -> None:
    """The three tables, empty."""
    _run(TABLES[connection.vendor])


def drop_tables() -> None:
    _run(DROP_TABLES)


def create_triggers() -> None:
    """Put the triggers in place, where the tables are there; what there was is replaced."""
    if not {VACANCIES, FIRMS, VERSION} <= set(connection.introspection.table_names()):
        return
    drop_triggers()
    if connection.vendor == "postgresql":
        _run([_POSTGRESQL_FUNCTION])
    triggers = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    _run(f"CREATE TRIGGER {name} {body}" for name, body in triggers.items())


def drop_triggers() -> None:
    if connection.vendor == "sqlite":
        _run(f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE)
    else:
        there = set(connection.introspection.table_names())
        _run(f"DROP TRIGGER IF EXISTS {name} ON {_ON[name]}" for name in _POSTGRESQL if _ON[name] in there)


def _run(statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
