from law.article import Article
from law.findings import Finding, every, some
from law.truth import Truth

GUARDS = Article("保安服务管理条例", "国务院令第564号", "第十七条第（一）项")


def test_article_is_cited_in_a_sentence_and_in_a_list_of_sources():
    assert str(GUARDS) == "《保安服务管理条例》第十七条第（一）项"
    assert GUARDS.full == "《保安服务管理条例》（国务院令第564号）第十七条第（一）项"
    assert Article("劳动法", article="第十五条").full == "《劳动法》第十五条"


def test_missing_facts_are_gathered_from_the_open_parts():
    isolated = Finding(Truth.UNKNOWN, "曾被强制隔离戒毒", GUARDS, frozenset({"compulsory_isolation"}))
    detained = Finding(Truth.NO, "三次以上行政拘留", GUARDS)

    finding = some("不得担任保安员", [isolated, detained], GUARDS)

    assert finding.truth is Truth.UNKNOWN
    assert finding.missing == {"compulsory_isolation"}
    assert finding.parts == (isolated, detained)


def test_a_settled_outcome_asks_for_nothing():
    open_question = Finding(Truth.UNKNOWN, "曾被强制隔离戒毒", GUARDS, frozenset({"compulsory_isolation"}))
    settled = Finding(Truth.YES, "曾因故意犯罪被刑事处罚", GUARDS)

    assert some("不得担任保安员", [open_question, settled]).missing == frozenset()
    assert every("两项都有", [open_question, settled]).missing == {"compulsory_isolation"}
