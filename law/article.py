"""Where a rule stands written."""

from dataclasses import dataclass

NUMBER_TO_CHECK = "待核实文号"
"""Stands for the number of a document that was not seen: what it says was published, on which paper is open."""


@dataclass(frozen=True, slots=True)
class Article:
    """One place in one legal text.

    title    full title without the marks: 最低生活保障审核确认办法
    number   number of the document, empty where the title alone identifies it: 民发〔2021〕57号
    article  as printed, with the paragraph or item if one is meant: 第十四条, 第十七条第（一）项
    """

    title: str
    number: str = ""
    article: str = ""

    def __str__(self) -> str:
        """《最低生活保障审核确认办法》第十四条, as one cites it in a sentence."""
        return f"《{self.title}》{self.article}"

    @property
    def full(self) -> str:
        """With the number of the document, as one cites it in a list of sources."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{self.article}"


def unnumbered(described: str) -> Article:
    """The source of something published whose document was not seen, by what it is."""
    return Article(described, NUMBER_TO_CHECK)
