"""What people call things, beside what papers call them: who looks for the one finds the other."""

from collections.abc import Iterable

# Short and spoken, long and written.
SAME = (
    ("社保", "社会保险"),
    ("五险", "社会保险"),
    ("低保", "最低生活保障"),
    ("低边", "最低生活保障边缘"),
    ("特困", "特困人员救助供养"),
    ("残保金", "残疾人就业保障金"),
    ("个税", "个人所得税"),
    ("医保", "医疗保险"),
    ("医保", "医疗救助"),
    ("公益岗", "公益性岗位"),
    ("失业金", "失业保险金"),
    ("创业贷款", "创业担保贷款"),
    ("助学贷款", "国家助学贷款"),
    ("减税", "抵减税费"),
    ("招聘会", "推介会"),
    ("招工", "招用"),
    ("招人", "招用"),
    ("公租房", "公共租赁住房"),
)


def other_names(text: str) -> list[str]:
    """What else the things in ``text`` are called; each once."""
    return list(dict.fromkeys(_others(text)))


def called(name: str) -> list[str]:
    """This name, and every other name of just this thing."""
    return [name, *(other for pair in SAME if name in pair for other in pair if other != name)]


def _others(text: str) -> Iterable[str]:
    for short, long in SAME:
        if long in text and short not in text:
            yield short
        elif short in text and long not in text:
            yield long
