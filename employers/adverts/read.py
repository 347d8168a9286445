"""One advertisement row in, one Reading out. The single entry point of this kernel."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from employers.adverts.clauses import as_written, plain
from employers.adverts.demands import Demand, find_demands
from employers.adverts.features import find_features
from employers.adverts.found import Found
from employers.adverts.headcount import Headcount, find_headcount, read_headcount
from employers.adverts.occupation import clean_title, post_kinds
from employers.adverts.offers import find_board, find_insurance, find_lodging
from employers.adverts.papers import find_education, find_experience, find_papers, read_education, read_experience
from employers.adverts.place import Place, read_place
from employers.adverts.posts import Post, find_posts, listed_titles
from employers.adverts.shifts import find_shifts
from employers.adverts.wage import Basis, Wage, find_wage, read_wage
from lexicon.features import Education, PostKind


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: ``field`` is a name of Reading, ``text`` a Chinese sentence for the screen."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one advertisement says. Blank, None and () mean that it does not say.

    ``experience_years`` is the least number of years, 0 where none are asked for. ``shifts`` and ``features`` carry
    codes of lexicon.features with the words they were read from. ``board`` and ``lodging`` are True, False or None.
    ``demands`` are as stated and for staff only. ``posts`` holds two or more posts if the text lists several.
    """

    title: str
    firm: str
    text: str
    wage: Wage
    headcount: Headcount
    place: Place
    education: Education | None
    experience_years: float | None
    certificates: tuple[Found, ...]
    welcome_certificates: tuple[Found, ...]
    shifts: tuple[Found, ...]
    features: tuple[Found, ...]
    board: bool | None
    lodging: bool | None
    insurance: tuple[Found, ...]
    demands: tuple[Demand, ...]
    post_kinds: tuple[PostKind, ...]
    posts: tuple[Post, ...]
    problems: tuple[Problem, ...]


# Names a column may have: ours, those of common exports, and the Chinese heads of the template.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "岗位名称", "职位", "职位名称", "岗位", "工种"),
    "firm": ("company", "firm", "enterprise", "单位名称", "企业名称", "公司"),
    "credit_code": ("credit_code", "统一社会信用代码", "信用代码"),
    "province": ("province", "省", "省份"),
    "city": ("city", "市", "城市", "区域", "旗区", "工作区域"),
    "address": ("address", "工作地点", "工作地址", "地址"),
    "wage": ("salary_raw", "wage", "salary", "工资", "薪资", "月薪", "工资待遇"),
    "headcount": ("headcount", "招聘人数", "人数"),
    "sex": ("sex_required", "性别", "性别要求"),
    "age": ("age_required", "年龄", "年龄要求"),
    "education": ("education_required", "education", "学历", "学历要求"),
    "experience": ("experience_required", "experience", "经验", "工作经验", "经验要求"),
    "shift": ("shift", "班次", "工作时间"),
    "benefits": ("benefits", "福利", "福利待遇"),
    "industry": ("industry", "行业"),
    "text": ("description", "text", "岗位描述", "职位描述", "岗位说明", "工作内容", "任职要求"),
    "id": ("id", "编号", "序号"),
}
_ALSO_TEXT = ("工作内容", "任职要求", "备注")


def cell(row: Mapping[str, object], field: str) -> str:
    """The plain text of the first filled column that means ``field`` (see COLUMNS), or ""."""
    for name in COLUMNS[field]:
        value = plain(row.get(name))
        if value:
            return value
    return ""


def read(row: Mapping[str, object]) -> Reading:
    """What the row says, and in ``problems`` what could not be read. Never raises for any text in any cell."""
    title = cell(row, "title")
    body = next((written for name in COLUMNS["text"] if (written := as_written(row.get(name)))), "")
    extra = [written for name in _ALSO_TEXT if (written := as_written(row.get(name))) not in ("", body)]
    text = "\n".join([body, *extra]).strip()
    with_cells = "\n".join(part for part in (cell(row, "shift"), text, cell(row, "benefits")) if part)
    name = clean_title(title)

    wage, wage_problems = _wage(cell(row, "wage"), title, text)
    headcount, headcount_problems = _headcount(cell(row, "headcount"), title, text)
    education, education_problems = _education(cell(row, "education"), text)
    experience = read_experience(cell(row, "experience"))
    said_experience = find_experience(text)
    if experience is None and said_experience:
        experience = float(said_experience.code)
    papers = find_papers(title, text)
    posts = find_posts(title, text)

    problems = [*_missing(title, text), *wage_problems, *headcount_problems, *education_problems]
    if posts:
        names = "、".join(post.title for post in posts)
        problems.append(Problem("posts", f"一条广告里写了 {len(posts)} 个岗位（{names}），请分开核对工资和人数。"))
    elif len(listed_titles(title)) > 1:
        problems.append(
            Problem("posts", f"标题里有 {len(listed_titles(title))} 个工种，正文没有分开写，请核对后拆分。")
        )

    return Reading(
        title=name,
        firm=cell(row, "firm"),
        text=text,
        wage=wage,
        headcount=headcount,
        place=read_place(cell(row, "province"), cell(row, "city"), cell(row, "address"), text),
        education=education,
        experience_years=experience,
        certificates=papers.required,
        welcome_certificates=papers.welcome,
        shifts=find_shifts(title, with_cells),
        features=find_features(title, with_cells),
        board=find_board(f"{title}\n{with_cells}"),
        lodging=find_lodging(f"{title}\n{with_cells}"),
        insurance=find_insurance(f"{title}\n{with_cells}"),
        demands=find_demands(title, text, cell(row, "sex"), cell(row, "age")),
        post_kinds=post_kinds(name, cell(row, "firm"), cell(row, "industry"), text),
        posts=posts,
        problems=tuple(problems),
    )


def _missing(title: str, text: str) -> list[Problem]:
    problems = []
    if not title:
        problems.append(Problem("title", "没有写岗位名称。"))
    if not text:
        problems.append(Problem("text", "没有岗位说明，班次、劳动强度和要求都看不出来，请向企业问清。"))
    return problems


def _wage(stated: str, title: str, text: str) -> tuple[Wage, list[Problem]]:
    """The cell decides; prose fills a blank or 面议 and is compared where both speak."""
    from_cell, from_prose = read_wage(stated), find_wage(title, text)
    if from_cell.known or from_cell.basis is Basis.PIECE:
        problems = [Problem("wage", f"工资“{stated}”{from_cell.assumed}。")] if "请核对" in from_cell.assumed else []
        if from_prose.known and not from_prose.base_only and _apart(from_cell, from_prose):
            problems.append(
                Problem("wage", f"工资栏写“{stated}”，正文写“{from_prose.stated}”，两处对不上，按工资栏记录。")
            )
        return from_cell, problems
    if from_prose.known:
        return from_prose, []
    if re.search(r"\d", stated):
        return from_cell, [Problem("wage", f"工资写的是“{stated}”，看不出每月多少元，请写成“4000-5000元/月”。")]
    if from_cell.negotiable or from_prose.negotiable:
        return from_cell if stated else from_prose, [Problem("wage", "工资写“面议”，没有数目，请向企业问清。")]
    return from_cell, [Problem("wage", "没有写工资。")]


# 90元/天 and 2000元/月 are the same wage said twice.
_ROUNDING = Decimal("1.1")


def _apart(one: Wage, other: Wage) -> bool:
    """Whether two ranges have no figure in common."""
    low = max(wage.least for wage in (one, other) if wage.least is not None) if one.least and other.least else None
    tops = [wage.most for wage in (one, other) if wage.most is not None]
    return low is not None and bool(tops) and low > min(tops) * _ROUNDING


def _headcount(stated: str, title: str, text: str) -> tuple[Headcount, list[Problem]]:
    from_cell = read_headcount(stated)
    if from_cell.known or from_cell.unlimited:
        return from_cell, []
    from_prose = find_headcount(title, text)
    if from_prose.known:
        return from_prose, []
    kept = from_cell if stated else from_prose
    if kept.stated:
        return kept, [Problem("headcount", f"人数写的是“{kept.stated}”，没有确切数目。")]
    return kept, [Problem("headcount", "没有写招几个人。")]


def _education(stated: str, text: str) -> tuple[Education | None, list[Problem]]:
    """The cell decides, unless it says 不限: that is what a form says when nobody touched it."""
    from_cell, said = read_education(stated), find_education(text)
    if said is None:
        return from_cell, []
    from_prose = Education(said.code)
    if from_cell is None:
        return from_prose, []
    if from_prose.rank <= from_cell.rank:
        return from_cell, []
    kept, source = (from_prose, "正文") if from_cell is Education.NONE else (from_cell, "学历栏")
    return kept, [
        Problem("education", f"学历栏写“{stated}”，正文写“{said.text}”，按{source}记录，请核对。"),
    ]
