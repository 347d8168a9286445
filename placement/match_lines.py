"""What one line of a file means: a client line as a ``Seeker``, a vacancy line as a ``Post``.

CLIENT. Only ``id`` and ``text`` are needed. Every other field may be missing or null, which means "not recorded":
it never excludes. Numbers may be numbers or text as people write it; codes may be their Chinese labels.

    text                 free words: wishes, experience, skills
    occupations          wished, codes of 职业分类大典 or names: ["6-31-01-03"] or "电工"
    experience           what was done: names, codes, or {"title": "电工", "years": 4}
    skills               ["低压布线", "焊接"]
    certificates         [{"name": "低压电工证", "expires_on": "2028-03-01"}, "健康证"]; a list given is complete
    education            "初中" or "junior"
    birth_date, age      "1988-05-01", or full years
    wage_floor           3200, "3200元/月", "不低于4千"
    districts            ["东胜区", "150603"]         radius_km  12 or "12公里"     longitude, latitude  degrees
    shifts               ["白班", "two"]
    limits               {"高空": "不能", "night": false, "粉尘": null}, ["height"] or "不能登高，不上夜班"
    sign_in              {"weekday": "周二", "half": "上午"}, "周二上午", or a list; [] for none
    medication_hours     "08:00-10:00", daily, or a list; [] for none
    test_days            as sign_in; true where tests are planned and nobody wrote down on which weekday: a question
    executing_county     code or name of the county that is left for 3 days or more with written leave alone: a
                         match outside it, or with nights away, carries "leave" in words; it excludes nothing
    excluded_industries  codes or names of GB/T 4754: ["住宿业", "61"]
    measures             [{"kind": "社区戒毒", "start": "2025-03-01", "end": null}]; a list given is complete
    facts                {"three_detentions": false, …}: see placement.matching.case.Fact
    last_use_on, licence_cancelled_on, licence_regained_on   days
    overrides            [{"bar": …, "citation": …, "decided_by": …, "decided_on": …, "vacancy": …, "until": …}]

A line that has one of ``measures``, ``facts`` or the three days, even as null, is a rehabilitation client: what an
occupational bar needs to know and nobody recorded then blocks the post and is listed as unknown. A line without any
of them makes no such claim, and the question alone is listed.

VACANCY. Only ``id`` and ``title`` are needed. Whatever the line says in prose (title, description, salary_raw,
city …: see employers.adverts.read) is read like an advertisement; these fields say it exactly and come first:

    occupation, industry       codes            wage_min, wage_max   元/月
    region                     code or name     longitude, latitude  degrees
    shifts, features, kinds, certificates   lists of codes or labels     education   code or label
    features_complete          true when the features listed are all there are
    hours "08:30-17:30"        rest_days ["周六", "周日"]                appointment_leave  true or false
    headcount_left             places left      board, lodging, insurance   true or false
    fresh_until, refreshed_at  days; fresh for 30 days after a refresh. Without either nothing goes stale: the dates
                               ``published`` and ``deadline`` of old advertisements are not looked at
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from employers.adverts.occupation import post_kinds
from employers.adverts.read import Reading, read
from law.terms import Measure
from lexicon.features import PostKind, Shift, WorkFeature
from lexicon.industries import INDUSTRIES, industry
from lexicon.occupations import ENTRIES, suggest
from people.place_names import place_codes
from placement import match_values as values
from placement.match_places import place_code
from placement.match_values import LineError
from placement.matching.case import FACTS, Case, MeasureSpan, Override
from placement.matching.records import Appointment, Post, Seeker

FRESH_DAYS, COUNTY = 30, 6
TEST = values.TEST
CASE_FIELDS = ("measures", "facts", "last_use_on", "licence_cancelled_on", "licence_regained_on")
CLIENT_FIELDS = frozenset(
    "id text occupations experience skills certificates education birth_date age wage_floor districts radius_km "
    "longitude latitude shifts limits sign_in medication_hours test_days executing_county excluded_industries "
    "overrides".split()
) | frozenset(CASE_FIELDS)


def seeker_of(row: Mapping[str, Any], as_of: date) -> Seeker:
    """The client of one line. Raises LineError, naming the field, for anything that cannot be understood."""
    get = _Getter(row)
    text = get("text", values.text, "")
    if not text and not (row.get("occupations") or row.get("experience") or row.get("skills")):
        raise LineError("text", "没有写明想做什么、会做什么")
    names = get("experience", _experience, [])
    papers = get("certificates", values.certificates, None)
    born = get("birth_date", values.day, None)
    if born is None and row.get("age") is not None:
        born = _years_before(as_of, get("age", values.count, 0))
    return Seeker(
        id=identity(row),
        text="。".join(filter(None, [text, *(name for name in names if not _is_code(name))])),
        wished=get("occupations", _occupations, ()),
        past=tuple(code for name in names for code in _occupation(name)),
        skills=tuple(get("skills", values.words, [])),
        certificates=papers or {},
        certificates_complete=papers is not None,
        education=get("education", values.education, None),
        birth_date=born,
        wage_floor=get("wage_floor", values.wage, None),
        districts=get("districts", _districts, None),
        longitude=get("longitude", values.longitude, None),
        latitude=get("latitude", values.latitude, None),
        radius_km=get("radius_km", values.kilometres, None),
        shifts=get("shifts", values.codes(Shift), None),
        limits=get("limits", values.limits, {}),
        appointments=_appointments(get),
        undated=(TEST,) if row.get("test_days") is True else (),
        executing_county=get("executing_county", _county, None),
        excluded_industries=get("excluded_industries", _industries, frozenset()),
        case=_case(row, get),
        overrides=tuple(get("overrides", _overrides, [])),
    )


def post_of(row: Mapping[str, Any]) -> Post:
    """The vacancy of one line. Raises LineError, naming the field, for anything that cannot be understood."""
    if not str(row.get("title") or "").strip():
        raise LineError("title", "没有岗位名称")
    get = _Getter(row)
    said = read(row)
    low, high = _wages(said)
    hours = get("hours", values.hours, None)
    refreshed = get("refreshed_at", values.day, None)
    papers = get("certificates", values.certificates, None)
    return Post(
        id=identity(row),
        title=str(row["title"]).strip(),
        text=said.text,
        occupation=get("occupation", values.text, None),
        industry=_one_industry(row),
        wage_min=get("wage_min", values.wage, low),
        wage_max=get("wage_max", values.wage, high),
        region=get("region", _region, None) or place_code([said.place.province, said.place.city, said.place.district]),
        longitude=get("longitude", values.longitude, None),
        latitude=get("latitude", values.latitude, None),
        shifts=get("shifts", values.codes(Shift), None) or frozenset(Shift(f.code) for f in said.shifts) or None,
        hours=hours[0] if hours else None,
        rest_days=get("rest_days", values.weekdays, None),
        appointment_leave=get("appointment_leave", values.yes_or_no, None),
        features=get("features", values.codes(WorkFeature), None)
        or frozenset(WorkFeature(found.code) for found in said.features),
        features_complete=bool(get("features_complete", values.yes_or_no, None)),
        education=get("education", values.education, None) or said.education,
        certificates=frozenset(papers) if papers is not None else _papers(said),
        kinds=get("kinds", values.codes(PostKind), None) or _kinds(row, said),
        headcount_left=get("headcount_left", values.count, None),
        fresh_until=get("fresh_until", values.day, refreshed + timedelta(days=FRESH_DAYS) if refreshed else None),
        board=get("board", values.yes_or_no, said.board),
        lodging=get("lodging", values.yes_or_no, said.lodging),
        insurance=get("insurance", values.yes_or_no, True if any(f.code == "social" for f in said.insurance) else None),
    )


def identity(row: Mapping[str, Any]) -> str:
    """The id as text; a number is as good as a text."""
    found = row.get("id")
    if isinstance(found, bool) or not isinstance(found, str | int) or not str(found).strip():
        raise LineError("id", "没有编号")
    return str(found)


class _Getter:
    """``get(field, parser, default)``: the parsed value, or the default where the line leaves the field out."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row

    def __call__(self, field: str, parser: Callable[[Any], Any], default: Any) -> Any:
        if self.row.get(field) is None:
            return default
        try:
            return parser(self.row[field])
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            said = str(error) if isinstance(error, ValueError) and error.args else "看不懂"
            raise LineError(field, said) from None


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _is_code(name: str) -> bool:
    return name in ENTRIES


def _experience(value: Any) -> list[str]:
    """What each thing done is called, by name or code."""
    items = values.items(value)
    names = [item.get("title") or item.get("occupation") or "" if isinstance(item, dict) else item for item in items]
    return values.words(names)


def _occupation(name: str) -> tuple[str, ...]:
    """A code as it is; a name as the likeliest occupation, none where nothing is like it."""
    if _is_code(name):
        return (name,)
    return tuple(found.code for found, _ in suggest(name, 1)) if name else ()


def _occupations(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for name in values.words(value) for code in _occupation(name)))


def _districts(value: Any) -> frozenset[str] | None:
    """Codes of all that is named; a name that no table knows is a mistake, since it would accept nothing."""
    codes: set[str] = set()
    for name in values.words(value):
        found = place_codes(name)
        if not found:
            raise ValueError("不认识的地名或区划代码")
        codes |= found
    return frozenset(codes) or None


def _region(value: Any) -> str | None:
    return place_code([str(value)])


def _industries(value: Any) -> frozenset[str]:
    found = set()
    for name in values.words(value):
        known = industry(name)
        named = [known.code] if known else [i.code for i in INDUSTRIES.values() if name in (i.name, f"{i.name}业")]
        if not named:
            raise ValueError("不认识的行业")
        found.add(min(named, key=len))
    return frozenset(found)


def _one_industry(row: Mapping[str, Any]) -> str | None:
    """A code of GB/T 4754, if the line gives one; the words of job boards are not codes and are left alone."""
    known = industry(str(row.get("industry") or ""))
    return known.code if known else None


def _wages(said: Reading) -> tuple[float | None, float | None]:
    least, most = said.wage.least, said.wage.most
    if said.wage.base_only:  # a base is where the wage begins, whatever it is called
        most = None
    return (None if least is None else float(least), None if most is None else float(most))


def _kinds(row: Mapping[str, Any], said: Reading) -> frozenset[PostKind]:
    """Kinds that the advertisement or its title as it stands suggests. Here nobody confirms, so the wider reading
    counts: it can only add a question or a bar, and only for clients."""
    return frozenset(said.post_kinds) | frozenset(post_kinds(row["title"]))


def _papers(said: Reading) -> frozenset[str] | None:
    """Papers demanded; an advertisement with a text that names none asks for none, one without has not said."""
    papers = frozenset(found.code for found in said.certificates)
    return papers if papers or said.text else None


def _appointments(get: _Getter) -> tuple[Appointment, ...] | None:
    """Sign-ins, doses and tests. None only where the line says nothing of any day or hour."""
    signs = get("sign_in", values.sign_ins, None)
    doses = get("medication_hours", values.hours, None)
    tests = get("test_days", values.test_days, None)
    if signs is None and doses is None and tests is None:
        return None
    daily = frozenset(range(7))
    taken = (Appointment("服药", daily, start, end) for start, end in doses or ())
    return (*(signs or ()), *taken, *(tests or ()))


def _county(value: Any) -> str:
    """The county of a place, whether it is given as code or by name."""
    code = place_code([str(value)])
    if code is None or len(code) < COUNTY:
        raise ValueError("应为旗县区的名称或区划代码")
    return code[:COUNTY]


def _case(row: Mapping[str, Any], get: _Getter) -> Case | None:
    if not any(field in row for field in CASE_FIELDS):
        return None
    return Case(
        measures=get("measures", _measures, None),
        facts=get("facts", _facts, {}),
        last_use_on=get("last_use_on", values.day, None),
        licence_cancelled_on=get("licence_cancelled_on", values.day, None),
        licence_regained_on=get("licence_regained_on", values.day, None),
    )


def _measures(value: Any) -> tuple[MeasureSpan, ...]:
    spans = []
    for item in values.items(value):
        given: Mapping[str, Any] = item if isinstance(item, dict) else {"kind": item}
        kind = values.code(Measure)(given.get("kind"))
        start, end = (values.day(given[key]) if given.get(key) else None for key in ("start", "end"))
        if start and end and end < start:
            raise ValueError("结束早于开始")
        spans.append(MeasureSpan(kind, start, end))
    return tuple(spans)


def _facts(value: Any) -> dict[Any, bool | None]:
    if not isinstance(value, dict):
        raise ValueError("应为 {事实: true / false / null}")
    unknown = [key for key in value if key not in FACTS]
    if unknown:
        raise ValueError(f"不认识的事实，可用：{'、'.join(FACTS)}")
    return {FACTS[key]: None if answer is None else values.yes_or_no(answer) for key, answer in value.items()}


def _overrides(value: Any) -> Iterable[Override]:
    return [
        Override(
            bar=str(item["bar"]),
            citation=str(item.get("citation") or ""),
            decided_by=str(item.get("decided_by") or ""),
            decided_on=values.day(item["decided_on"]),
            post=None if item.get("vacancy") is None else str(item["vacancy"]),
            until=values.day(item["until"]) if item.get("until") else None,
        )
        for item in values.items(value)
    ]
