"""A paper that says more than the firm and the office need to know is refused, with what to hand in instead."""

import io
import time
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from employers import pdf_text
from employers.incentives.catalogue.claim_papers import HARDSHIP_NOTE, PAYROLL
from employers.incentives.catalogue.documents import CONTRACT
from employers.telling_papers import look_through, telling
from people.errors import Refused
from people.file_types import JPEG, PDF, Content, true_content
from tests.clients.papers import JPEG as A_JPEG
from tests.clients.papers import WEBP as A_WEBP
from tests.clients.papers import a_chunk, a_pdf, a_png
from tests.employers.hires import a_photo, written

TELLING = ["社区戒毒", "戒毒康复人员", "强制隔离戒毒所", "社区康复协议", "吸毒史", "美沙酮维持治疗", "刑满释放人员"]
PLAIN_CONTRACT = (
    "劳动合同",
    "甲方：蒙泰热电 乙方：陈海",
    "合同期限自2026年3月2日起至2028年3月1日止。",
    "月工资四千二百元。",
)
ENDLESS_TREE = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R]/Count 1>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
)
A_CONTRACT = written(*PLAIN_CONTRACT, Title="劳动合同")


def look(data: bytes, document=CONTRACT, file_name: str = "劳动合同.pdf", own_name: str = "蒙泰热电") -> bool:
    return look_through(true_content(data), document, file_name=file_name, own_name=own_name)


def refused(data: bytes, **said) -> str:
    with pytest.raises(Refused) as caught:
        look(data, **said)
    return str(caught.value)


def changed(change, *lines: str) -> bytes:
    """A plain contract after ``change(writer)``."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written(*(lines or PLAIN_CONTRACT)))))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


# What tells -----------------------------------------------------------------------------------------------------------


def test_a_plain_contract_passes_and_was_read():
    assert look(written(*PLAIN_CONTRACT)) is True


@pytest.mark.parametrize("word", TELLING)
def test_a_word_in_the_text_is_refused_without_being_said(word):
    said = refused(written(*PLAIN_CONTRACT, f"乙方为{word}。"))

    assert word not in said
    assert not telling((said,))
    assert "劳动合同" in said


def test_a_word_across_two_lines_is_found():
    assert "超出了" in refused(written("兹证明陈海同志现为社区戒", "毒人员，请予以协助。", "特此证明。"))


def test_a_word_in_the_name_of_the_file_is_refused():
    said = refused(written(*PLAIN_CONTRACT), file_name="陈海 解除社区戒毒通知书.pdf")

    assert "改名为“劳动合同”" in said
    assert "陈海" not in said


@pytest.mark.parametrize("where", ["Title", "Author", "Subject", "Keywords", "Creator"])
def test_a_word_in_the_properties_is_refused(where):
    assert "超出了" in refused(written(*PLAIN_CONTRACT, **{where: "东胜区社区戒毒办公室"}))


def test_a_word_in_the_xmp_packet_is_refused():
    packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:title>解除社区戒毒通知书</dc:title></x:xmpmeta>".encode()

    def with_xmp(writer: PdfWriter) -> None:
        writer.xmp_metadata = packet

    assert "超出了" in refused(changed(with_xmp))


def test_a_word_in_a_remark_is_refused():
    def with_remark(writer: PdfWriter) -> None:
        writer.add_annotation(0, FreeText(text="此人系禁毒办介绍", rect=(50, 50, 200, 100)))

    assert "超出了" in refused(changed(with_remark))


def test_a_word_in_a_heading_is_refused():
    assert "超出了" in refused(changed(lambda writer: writer.add_outline_item(title="社区康复协议", page_number=0)))


WORDS = TextStringObject("社区戒毒决定书扫描件")


def with_packet_on_the_page(writer: PdfWriter) -> None:
    packet = DecodedStreamObject()
    packet.set_data("<dc:title>社区戒毒</dc:title>".encode())
    packet[NameObject("/Type")] = NameObject("/Metadata")
    writer.pages[0][NameObject("/Metadata")] = writer._add_object(packet)


def with_described_picture(writer: PdfWriter) -> None:
    """As a word processor does it: the name of the picture's file is what it shows."""
    figure = DictionaryObject({NameObject("/S"): NameObject("/Figure"), NameObject("/Alt"): WORDS})
    writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject({NameObject("/K"): ArrayObject([figure])})


def with_layer(writer: PdfWriter) -> None:
    layer = DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): WORDS})
    layers = DictionaryObject({NameObject("/OCGs"): ArrayObject([writer._add_object(layer)])})
    writer.root_object[NameObject("/OCProperties")] = layers


def with_page_label(writer: PdfWriter) -> None:
    label = ArrayObject([NumberObject(0), DictionaryObject({NameObject("/P"): WORDS})])
    writer.root_object[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): label})


def with_signature(writer: PdfWriter) -> None:
    value = DictionaryObject({NameObject("/Type"): NameObject("/Sig"), NameObject("/Reason"): WORDS})
    field = DictionaryObject({NameObject("/Subtype"): NameObject("/Widget"), NameObject("/V"): value})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])


def with_private_data(writer: PdfWriter) -> None:
    private = DictionaryObject({NameObject("/Private"): WORDS})
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Editor"): private})


def with_script(writer: PdfWriter) -> None:
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): WORDS})
    writer.root_object[NameObject("/OpenAction")] = script


@pytest.mark.parametrize(
    "change",
    [
        with_packet_on_the_page,
        with_described_picture,
        with_layer,
        with_page_label,
        with_signature,
        with_private_data,
        with_script,
    ],
)
def test_a_word_that_no_page_shows_is_refused(change):
    assert "超出了" in refused(changed(change))


def test_a_remark_in_characters_of_two_bytes_is_read_from_an_odd_place_too():
    said = b"Exif\0\0?" + "社区戒毒".encode("utf-16-le")
    segment = b"\xff\xe1" + (2 + len(said)).to_bytes(2, "big") + said

    assert "超出了" in refused(A_JPEG[:2] + segment + A_JPEG[2:])


@pytest.mark.parametrize("short", ["解戒证明", "刑释解教人员", "曾在强隔所", "丁丙诺啡门诊", "HIV 阳性"])
def test_what_offices_and_clinics_write_for_short_is_refused(short):
    assert "超出了" in refused(written(*PLAIN_CONTRACT, short))


@pytest.mark.parametrize(
    "harmless",
    [
        "入职体检：身体健康，复印件附后",
        "身体健康\n复查合格",
        "小康复式住宅物业",
        "住址：东胜区康复中路 12 号",
        "蒙泰康复医疗有限公司",
        "加强隔离防护",
        "了解戒烟规定",
        "archive-2026.pdf",
    ],
)
def test_words_that_only_meet_and_names_of_streets_and_clinics_pass(harmless):
    assert not telling([harmless])


@pytest.mark.parametrize(
    "picture",
    [
        a_png()[:33] + a_chunk(b"tEXt", b"Comment\0" + "戒毒证明".encode()) + a_png()[33:],
        a_png()[:33] + a_chunk(b"tEXt", b"Comment\0" + "戒毒证明".encode("gb18030")) + a_png()[33:],
        a_photo(comment="社区戒毒决定书").read(),
        A_JPEG[:-2] + b"\xff\xfe\x00\x08" + "戒毒".encode() + A_JPEG[-2:],
        a_png()[:33] + a_chunk(b"noTe", "戒毒证明".encode()) + a_png()[33:],
        A_JPEG[:2] + b"\xff\xfe" + (2 + len("强戒所".encode())).to_bytes(2, "big") + "强戒所".encode() + A_JPEG[2:],
    ],
)
def test_a_word_in_the_remarks_of_a_picture_is_refused(picture):
    assert "超出了" in refused(picture)


def test_a_packed_remark_of_a_picture_is_unpacked():
    import zlib

    packed = a_chunk(b"zTXt", b"Title\0\0" + zlib.compress("社区康复".encode()))

    assert "超出了" in refused(a_png()[:33] + packed + a_png()[33:])


@pytest.mark.parametrize("data", [a_png(), A_JPEG, A_WEBP])
def test_a_plain_picture_passes_and_was_not_read(data):
    assert look(data) is False


def test_a_scan_inside_a_pdf_was_not_read():
    assert look(a_pdf()) is False


def test_signs_whose_meaning_the_file_does_not_tell_were_not_read():
    assert look(written("")) is False


# What to hand in instead ----------------------------------------------------------------------------------------------


def test_for_a_status_the_neutral_paper_is_named():
    said = refused(written("就业困难人员认定表", "人员类别：戒毒康复人员"), document=HARDSHIP_NOTE)

    assert "《就业困难人员认定表》" in said
    assert "不写类别" in said
    assert "工作人员" in said


def test_for_another_paper_only_itself_is_asked_for():
    assert "请只交“工资发放明细”本身" in refused(written("工资表", "备注：社区戒毒人员"), document=PAYROLL)


# What does not tell ---------------------------------------------------------------------------------------------------


def test_the_firms_own_name_does_not_count():
    name = "鄂尔多斯市蒙康康复医院有限公司"

    assert look(written("劳动合同", f"甲方：{name}", "岗位：保洁员，月工资三千八百元。"), own_name=name) is True


@pytest.mark.parametrize(
    "words",
    [
        "开户行旁边是市康复医院",
        "岗位：康复治疗师助理",
        "残疾人康复中心盖章",
        "工伤康复期间工资照发",
        "严禁在岗位上赌博、吸毒、打架斗殴，违者解除劳动合同",
        "第七条 乙方不得参与赌博、\n吸毒、打架\n斗殴等活动",
        "员工有下列情形之一的，甲方可以解除合同：盗窃公司财物、吸食毒品、赌博",
    ],
)
def test_institutions_and_staff_rules_do_not_count(words):
    assert not telling((words,))


@pytest.mark.parametrize(
    "words",
    [
        "戒毒康复医院",
        "社区康复中心",
        "因赌博、吸毒被强制隔离戒毒二年",
        "陈海曾因吸毒、盗窃被处罚",
        "严禁赌博。乙方吸毒",
        "严禁赌博、吸毒；陈海有吸毒史",
        "戒\u200b毒",
        "戒 毒",
        "戒\n毒",
        "戒毒",
    ],
)
def test_what_tells_in_spite_of_its_dress(words):
    assert telling((words,))


def test_a_long_text_without_an_end_is_looked_through_at_once():
    began = time.monotonic()

    assert not telling(("严禁赌博、吸毒，" * 100_000,))

    assert time.monotonic() - began < 10


# Files that cannot be looked through ----------------------------------------------------------------------------------


def test_a_document_with_a_password_is_refused():
    locked = changed(lambda writer: writer.encrypt("guihua2026", algorithm="AES-256"))

    assert "密码" in refused(locked)


def test_a_document_that_is_only_locked_against_changes_is_read():
    locked = changed(
        lambda writer: writer.encrypt("", owner_password="bangongshi", algorithm="AES-256"), *PLAIN_CONTRACT, "社区戒毒"
    )

    assert "超出了" in refused(locked)


def test_a_document_with_a_file_inside_is_refused():
    inside = changed(lambda writer: writer.add_attachment("证明.txt", b"x"))

    assert "夹带着别的文件" in refused(inside)


def test_a_document_with_too_many_pages_is_refused():
    def longer(writer: PdfWriter) -> None:
        for _ in range(60):
            writer.add_blank_page(595, 842)

    assert "最多 60 页" in refused(changed(longer))


def test_a_document_that_draws_without_end_is_refused():
    """Forms that show each other twice, thirty deep: a thousand million words from a kilobyte."""

    def endless(writer: PdfWriter) -> None:
        inner = a_form(writer, b"", {})
        for _ in range(30):
            inner = a_form(writer, b"/X Do /X Do", {"/X": inner})
        page = writer.pages[0]
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/X"): inner})}
        )
        page[NameObject("/Contents")] = writer._add_object(a_stream(b"/X Do"))

    assert "太复杂" in refused(changed(endless))


def test_a_document_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_text, "MOST_SECONDS", 0.0)

    assert "太复杂" in refused(written(*PLAIN_CONTRACT))


def a_stream(content: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return stream


def a_form(writer: PdfWriter, content: bytes, shown: dict):
    form = a_stream(content)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([NumberObject(n) for n in (0, 0, 100, 100)]),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/XObject"): DictionaryObject({NameObject(name): one for name, one in shown.items()})}
            ),
        }
    )
    return writer._add_object(form)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"\0" * 200 + b"startxref\n9\n%%EOF",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
        ENDLESS_TREE,
    ],
)
def test_a_broken_document_is_refused_in_words(data):
    with pytest.raises(Refused, match="已损坏"):
        look_through(Content(PDF, data), CONTRACT, file_name="合同.pdf", own_name="蒙泰热电")


def test_a_broken_picture_is_no_reason_to_fall_over():
    assert look_through(Content(JPEG, b"\xff\xd8\xff\xe1\x00"), CONTRACT, file_name="", own_name="") is False


def test_nothing_of_the_content_reaches_the_log(caplog):
    look(ContentFile(written(*PLAIN_CONTRACT)).read())

    assert "陈海" not in caplog.text


@given(st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_damaged_document_is_read_or_refused_and_nothing_else(damages):
    data = bytearray(A_CONTRACT)
    for at, bytes_ in damages:
        data[at % len(data) : at % len(data) + 3] = bytes_

    with suppress(pdf_text.Unreadable):
        texts, _ = pdf_text.read_pdf(bytes(data))
        assert all(isinstance(text, str) for text in texts)
