"""The tables and triggers that keep search and matching in step with the vacancies, per database.

    placement_vacancy_version   one row per vacancy that is or was there: what has changed, and who has yet to follow
    placement_vacancy_words     the tokens of each vacancy: FTS5 on SQLite, a tsvector with GIN on PostgreSQL
    placement_pool_version      random tokens, others after each change of a vacancy or a firm

Triggers, not signals: a bulk insert, an update of a queryset and a line of SQL change vacancies too, and a change that
nobody noticed would show a post that is gone. ``versions`` says what the columns mean and reads them.

The triggers are taken away before each ``migrate`` and put back after it: SQLite changes a table by rebuilding it,
which drops its triggers and refuses those of other tables that name it.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from django.db import connection

WORDS, VERSIONS, POOL = "placement_vacancy_words", "placement_vacancy_version", "placement_pool_version"
VACANCIES, FIRMS = "employers_vacancy", "employers_enterprise"
# Columns that documents.py reads.
WORDED = ("title", "occupation", "address", "text", "region_id", "enterprise_id")

# The tokens are cut already; what lexicon.cut keeps inside one (c++, 3.5) must not part it again.
_CUT_AT_BLANKS = """ "unicode61 remove_diacritics 0 tokenchars '.+#'" """
_COLUMNS = (
    "(vacancy_id bigint PRIMARY KEY, version bigint NOT NULL, token text NOT NULL, gone boolean NOT NULL, "
    "words_version bigint NOT NULL, indexed_version bigint NOT NULL, behind_since bigint NOT NULL)"
)
_VERSIONS = (
    f"CREATE TABLE {VERSIONS} {_COLUMNS}",
    f"CREATE INDEX {VERSIONS}_words ON {VERSIONS} (vacancy_id) WHERE words_version < version",
    f"CREATE INDEX {VERSIONS}_index ON {VERSIONS} (vacancy_id) WHERE indexed_version < version",
)
TABLES = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(title, body, tokenize = {_CUT_AT_BLANKS})",
        *_VERSIONS,
        f"CREATE TABLE {POOL} (id integer PRIMARY KEY CHECK (id = 1), token text NOT NULL)",
    ),
    "postgresql": (
        f"CREATE TABLE {WORDS} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX {WORDS}_gin ON {WORDS} USING gin (words)",
        *_VERSIONS,
        f"CREATE TABLE {POOL} (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token text NOT NULL)",
    ),
}
# The last one is of the first release: its rows are columns of the versions now.
DROP_TABLES = tuple(f"DROP TABLE IF EXISTS {table}" for table in (WORDS, VERSIONS, POOL, "placement_vacancy_changed"))
NOW = {
    "sqlite": "CAST(strftime('%s', 'now') AS integer)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS bigint)",
}
RANDOM = {"sqlite": "lower(hex(randomblob(8)))", "postgresql": "gen_random_uuid()::text"}


def _grown(vendor: str, words: str, gone: str = "FALSE") -> str:
    """What one change does to the row of its vacancy; ``words`` is true where the words have to be cut again."""
    return (
        f"version = {VERSIONS}.version + 1, token = {RANDOM[vendor]}, gone = {gone}, "
        f"words_version = CASE WHEN {VERSIONS}.words_version = {VERSIONS}.version AND NOT ({words}) "
        f"THEN {VERSIONS}.version + 1 ELSE {VERSIONS}.words_version END, "
        f"behind_since = CASE WHEN {VERSIONS}.indexed_version < {VERSIONS}.version "
        f"THEN {VERSIONS}.behind_since ELSE {NOW[vendor]} END"
    )


# SQLite: plain statements, because an ON CONFLICT inside a trigger gives way to the OR IGNORE of its statement.
_S = "sqlite"
_SAME = "({}) IS ({})".format(*(", ".join(f"{row}.{column}" for column in WORDED) for row in ("new", "old")))
_S_POOL = f"DELETE FROM {POOL}; INSERT INTO {POOL} VALUES (1, {RANDOM[_S]});"
_SQLITE = {
    "placement_vacancy_added": f"AFTER INSERT ON {VACANCIES} BEGIN "
    f"UPDATE {VERSIONS} SET {_grown(_S, 'TRUE')} WHERE vacancy_id = new.id; "
    f"INSERT INTO {VERSIONS} SELECT new.id, 1, {RANDOM[_S]}, FALSE, 0, 0, {NOW[_S]} "
    f"WHERE NOT EXISTS (SELECT 1 FROM {VERSIONS} WHERE vacancy_id = new.id); {_S_POOL} END",
    "placement_vacancy_altered": f"AFTER UPDATE ON {VACANCIES} BEGIN "
    f"UPDATE {VERSIONS} SET {_grown(_S, f'NOT ({_SAME})')} WHERE vacancy_id = new.id; {_S_POOL} END",
    "placement_vacancy_removed": f"AFTER DELETE ON {VACANCIES} BEGIN DELETE FROM {WORDS} WHERE rowid = old.id; "
    f"UPDATE {VERSIONS} SET {_grown(_S, 'FALSE', 'TRUE')} WHERE vacancy_id = old.id; "
    f"UPDATE {VERSIONS} SET words_version = version WHERE vacancy_id = old.id; {_S_POOL} END",
    "placement_firm_altered": f"AFTER UPDATE ON {FIRMS} BEGIN "
    f"UPDATE {VERSIONS} SET {_grown(_S, 'new.name IS NOT old.name')} "
    f"WHERE vacancy_id IN (SELECT id FROM {VACANCIES} WHERE enterprise_id = new.id); {_S_POOL} END",
}

# PostgreSQL: the upsert takes the lock of the row, so that two who change one vacancy count one after the other.
_P = "postgresql"
_P_SAME = "(({}) IS NOT DISTINCT FROM ({}))".format(
    *(", ".join(f"{row}.{column}" for column in WORDED) for row in ("NEW", "OLD"))
)
_P_FUNCTIONS = (
    f"""
CREATE OR REPLACE FUNCTION placement_note_change() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE reworded boolean := TRUE;
BEGIN
  IF TG_TABLE_NAME = '{FIRMS}' THEN
    reworded := NEW.name IS DISTINCT FROM OLD.name;
    UPDATE {VERSIONS} SET {_grown(_P, "reworded")}
      WHERE vacancy_id IN (SELECT id FROM {VACANCIES} WHERE enterprise_id = NEW.id);
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE {VERSIONS} SET {_grown(_P, "FALSE", "TRUE")} WHERE vacancy_id = OLD.id;
    UPDATE {VERSIONS} SET words_version = version WHERE vacancy_id = OLD.id;
    DELETE FROM {WORDS} WHERE rowid = OLD.id;
  ELSE
    IF TG_OP = 'UPDATE' THEN
      reworded := NOT {_P_SAME};
    END IF;
    INSERT INTO {VERSIONS} VALUES (NEW.id, 1, {RANDOM[_P]}, FALSE, 0, 0, {NOW[_P]})
      ON CONFLICT (vacancy_id) DO UPDATE SET {_grown(_P, "reworded")};
  END IF;
  RETURN NULL;
END $body$""",
    # A row that nobody else is writing, or a new one: with a single row, everybody who changes a vacancy would wait
    # for the end of whoever changed another, and two of them for each other.
    f"""
CREATE OR REPLACE FUNCTION placement_note_pool() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    UPDATE {VERSIONS} SET {_grown(_P, "FALSE", "TRUE")};
    UPDATE {VERSIONS} SET words_version = version;
    DELETE FROM {WORDS};
  END IF;
  UPDATE {POOL} SET token = {RANDOM[_P]}
    WHERE id = (SELECT id FROM {POOL} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
  IF NOT FOUND THEN
    INSERT INTO {POOL} (token) VALUES ({RANDOM[_P]});
  END IF;
  RETURN NULL;
END $body$""",
)
_POSTGRESQL = {
    "placement_vacancy_noted": f"AFTER INSERT OR UPDATE OR DELETE ON {VACANCIES} "
    "FOR EACH ROW EXECUTE FUNCTION placement_note_change()",
    "placement_vacancies_noted": f"AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {VACANCIES} "
    "FOR EACH STATEMENT EXECUTE FUNCTION placement_note_pool()",
    "placement_firm_noted": f"AFTER UPDATE ON {FIRMS} FOR EACH ROW EXECUTE FUNCTION placement_note_change()",
    "placement_firms_noted": f"AFTER UPDATE ON {FIRMS} FOR EACH STATEMENT EXECUTE FUNCTION placement_note_pool()",
}
_ON = {name: FIRMS if "firm" in name else VACANCIES for name in _POSTGRESQL}
# Of the first release.
_FORMER = ("placement_vacancy_reworded", "placement_firm_renamed")


def create_tables() -> None:
    """The three tables, empty: ``create_triggers`` gives each vacancy that is there its version."""
    _run(TABLES[connection.vendor])


def drop_tables() -> None:
    _run(DROP_TABLES)


def create_triggers() -> None:
    """Put the triggers in place, where the tables are there; what there was is replaced.

    A vacancy that was added while they were away gets its version now. One that was changed meanwhile is only found by
    ``manage.py search_index repair``.
    """
    if not {VACANCIES, FIRMS, VERSIONS} <= set(connection.introspection.table_names()):
        return
    drop_triggers()
    if connection.vendor == "postgresql":
        _run(_P_FUNCTIONS)
    triggers = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    _run(f"CREATE TRIGGER {name} {body}" for name, body in triggers.items())
    anew = f"SELECT id, 1, {RANDOM[connection.vendor]}, FALSE, 0, 0, {NOW[connection.vendor]} FROM {VACANCIES}"
    _run([f"INSERT INTO {VERSIONS} {anew} WHERE id NOT IN (SELECT vacancy_id FROM {VERSIONS})"])


def drop_triggers() -> None:
    if connection.vendor == "sqlite":
        _run(f"DROP TRIGGER IF EXISTS {name}" for name in (*_SQLITE, *_FORMER))
    else:
        there = set(connection.introspection.table_names())
        _run(f"DROP TRIGGER IF EXISTS {name} ON {_ON[name]}" for name in _POSTGRESQL if _ON[name] in there)


def _run(statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
