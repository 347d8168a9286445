"""What would happen to each row: taken, already on file, or refused with every reason at once."""

from collections.abc import Iterable, Mapping

from clients.intake.cells import text_of
from clients.intake.columns import BY_FIELD
from clients.intake.reading import Problem, Row, Surroundings, read_row
from clients.intake.workbook import Sheet
from clients.models import Client

ID_NUMBERS_AT_ONCE = 500


def check(sheet: Sheet, first: int, mapping: Mapping[int, str], around: Surroundings) -> list[Row]:
    """Every line from index ``first`` on that is not blank, in order.

    ``mapping`` is column number → field. A person who has an open case, anywhere, is ``known``; the second row with
    the same ID number is refused.
    """
    rows: list[Row] = []
    lines: dict[str, int] = {}
    for index in range(first, len(sheet.rows)):
        cells = sheet.rows[index]
        if not any(text_of(cell) for cell in cells):
            continue
        row = read_row(index + 1, {field: cells[number] for number, field in mapping.items()}, around)
        if row.case:
            _refuse_second(row, lines)
        rows.append(row)
    _mark_known(rows)
    return rows


def _refuse_second(row: Row, lines: dict[str, int]) -> None:
    assert row.case
    earlier = lines.setdefault(row.case.id_number, row.line)
    if earlier != row.line:
        row.problems.append(Problem(BY_FIELD["id_number"].title, f"和第 {earlier} 行的身份证号相同，只保留一行。"))
        row.case = None


def _mark_known(rows: list[Row]) -> None:
    waiting = [row for row in rows if row.case]
    for start in range(0, len(waiting), ID_NUMBERS_AT_ONCE):
        batch = waiting[start : start + ID_NUMBERS_AT_ONCE]
        taken = open_indexes(row.case.id_number_index for row in batch if row.case)
        for row in batch:
            row.known = row.case is not None and row.case.id_number_index in taken


def open_indexes(indexes: Iterable[str | None]) -> set[str | None]:
    """Those ID number indexes that an open case, anywhere, already has."""
    return set(
        Client.objects.unscoped("intake: who is already on file")
        .open()
        .filter(id_number_index__in=[index for index in indexes if index])
        .values_list("id_number_index", flat=True)
    )
