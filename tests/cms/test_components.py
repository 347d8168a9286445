"""What public pages are built of: light, neutral, and nothing that the policy of content would refuse."""

import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from tests.leaks.test_portal_words import WORDS

STATIC = Path("cms/static/cms")
COMPONENTS = Path("cms/templates/cotton")
FAIR = SimpleNamespace(
    title="冬季岗位推介会：制造与物流专场", starts_at=datetime(2026, 12, 8, 9, 30), ends_at=None,
    place="东胜区人力资源市场", kind_text="现场", seats_text="还有 12 个席位", closed="", href="/fairs/winter/",
)  # fmt: skip
VACANCY = SimpleNamespace(
    title="仓库理货员", firm="远望仓储", place="伊金霍洛旗", wage="4,200 元/月起", headcount=6, day=None,
    href="/vacancies/1/",
)  # fmt: skip
EXAMPLES = {
    "site_call": '<c-site-call title="从一通电话开始" href="/join/" link="注册" />',
    "site_card": '<c-site-card title="社会保险补贴" href="/incentives/" tag="已停止执行" tone="wait" link="看条件" />',
    "site_date": '<c-site-date :starts="fair.starts_at" />',
    "site_empty": '<c-site-empty title="近期没有推介会" />',
    "site_event": '<c-site-event :fair="fair" />',
    "site_facts": """<c-site-facts :items="[('工资', '4,200 元/月')]" />""",
    "site_figure": '<c-site-figure label="登记的企业" value="少于5" unit="家" />',
    "site_head": '<c-site-head title="扶持政策" lead="依法可以享受的减免和补贴。" art="papers" />',
    "site_notice": '<c-site-notice tone="wait">到期以后以新文件为准。</c-site-notice>',
    "site_pages": '<c-site-pages :page="page" unit="个岗位" />',
    "site_places": """<c-site-places label="在哪里" :choices="[('1506', '鄂尔多斯市')]" value="1506" />""",
    "site_qa": """<c-site-qa :items="[{'question': '要交费吗？', 'answer': '<p>不要。</p>'}]" />""",
    "site_quote": '<c-site-quote text="材料一次就齐了。" who="一家仓储企业的人事主管" />',
    "site_result": '<c-site-result title="招用 4 人" word="符合" tone="good" amount="31,200" unit="元" />',
    "site_section": '<c-site-section title="正在招人" href="/vacancies/">岗位</c-site-section>',
    "site_sources": """<c-site-sources :items="['《社会保险法》第五十八条']" />""",
    "site_steps": """<c-site-steps :items="[{'title': '注册', 'text': '填信用代码。'}]" />""",
    "site_table": '<c-site-table caption="每人每年定额"><tr><td>7,800</td></tr></c-site-table>',
    "site_vacancy": '<c-site-vacancy :vacancy="vacancy" />',
}


@pytest.mark.parametrize("name", sorted(path.stem for path in COMPONENTS.glob("site_*.html")))
def test_each_component_shows_its_example_without_style_script_or_a_word_too_many(name):
    template = engines["django"].from_string(CottonCompiler().process(EXAMPLES[name]))
    page = Paginator(range(50), 20).get_page(2)

    shown = template.render(
        {"fair": FAIR, "vacancy": VACANCY, "page": page}, RequestFactory().get("/vacancies/?words=电工&page=2")
    )

    said = re.findall(r"[\u4e00-\u9fff]{2,}", EXAMPLES[name])
    assert all(words in re.sub(r'<span class="phrase">|</span>', "", shown) for words in said)
    assert not re.search(r"\sstyle=|<script|\son\w+=|https?://", shown.replace("http://www.w3.org/2000/svg", ""))
    assert not WORDS.search(shown)


def test_the_sheet_of_styles_stays_light_and_asks_no_other_host():
    sheets = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.css")}

    assert len(sheets["site.css"].encode()) < 30 * 1024
    for name, text in sheets.items():
        assert not re.search(r"@import|https?:|//", text), name
        for file in re.findall(r'url\("?([^")]+)"?\)', text):
            assert file.startswith("data:") or (STATIC / file).exists(), (name, file)


def test_drawings_are_plain_shapes_and_light():
    drawn = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.svg")}

    assert {"horizon.svg", "ridge.svg", "art-roofs.svg"} <= set(drawn)
    for name, text in drawn.items():
        assert len(text) < 20_000, name
        assert not re.search(r"<script|<style|\sstyle=|<image|href=|<text", text), name
