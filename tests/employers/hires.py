"""Hires, papers and dossiers in the state in which a story needs them. Days are those of the test's own clock."""

import io
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from employers import keep_hires, prepare_dossier
from employers.incentives.case import Status
from employers.incentives.catalogue import CATALOGUE
from employers.models import Contact, Dossier, DossierPaper, Hire
from tests.cast import a_contact

OFFSET = "key_group_hire"


def a_hire(contact: Contact | None = None, name: str = "陈海", **fields) -> Hire:
    """Somebody who has worked at 蒙泰热电 since 2 March 2026, with a contract of two years; insured from then on
    unless ``insured`` says otherwise (None: nobody wrote it down)."""
    who = contact or a_contact()
    insured = fields.pop("insured", (date(2026, 3, 1), None))
    stated = {
        "job_title": "锅炉工",
        "started_on": date(2026, 3, 2),
        "contract_from": date(2026, 3, 2),
        "contract_until": date(2028, 3, 1),
        "open_ended": False,
        "wage": Decimal("4200.00"),
        "months_used": 0,
        "subsidy_months": 0,
        "statuses": {Status.UNEMPLOYED_HALF_YEAR.value: True},
    }
    hire = keep_hires.record(who, who.enterprise, **{**stated, "name": name, **fields})
    if insured is not None:
        keep_hires.insure(who, hire, *insured)
    return hire


def a_dossier(contact: Contact | None = None, hire: Hire | None = None, incentive: str = OFFSET) -> Dossier:
    who = contact or a_contact()
    return prepare_dossier.open_dossier(who, hire or a_hire(who), incentive)


def a_paper(contact: Contact, dossier: Dossier, document: str = "contract", **fields) -> DossierPaper:
    """A photograph of it, as it is most often handed in; ``file`` is something else."""
    file = fields.pop("file", None) or a_photo()
    return prepare_dossier.upload(contact, dossier, document, file, **fields)


def fill(contact: Contact, dossier: Dossier, on: date = date(2026, 11, 1)) -> None:
    """Hand in every paper that the dossier asks for."""
    for document in CATALOGUE[dossier.incentive].documents:
        if not document.ours:
            a_paper(contact, dossier, document.code, issued_on=on if document.life else None)


def a_photo(name: str = "扫描件.png", comment: str = "") -> ContentFile:
    from tests.clients.papers import a_chunk, a_png

    png = a_png()
    if comment:
        text = a_chunk(b"iTXt", b"Comment\0\0\0\0\0" + comment.encode())
        png = png[:33] + text + png[33:]
    return ContentFile(png, name=name)


def a_document(*lines: str, name: str = "材料.pdf", **properties: str) -> ContentFile:
    """A PDF of one page on which these lines stand, with these properties (``Title`` …)."""
    return ContentFile(written(*lines, **properties), name=name)


def written(*lines: str, **properties: str) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    signs = sorted({sign for line in lines for sign in line})
    table = "\n".join(f"<{ord(sign):04X}> <{ord(sign):04X}>" for sign in signs)
    meaning = DecodedStreamObject()
    meaning.set_data(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(signs)} beginbfchar\n{table}\nendbfchar endcmap end end"
        ).encode()
    )
    under = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/BaseFont"): NameObject("/Song"),
            NameObject("/CIDSystemInfo"): DictionaryObject(
                {
                    NameObject("/Registry"): TextStringObject("Adobe"),
                    NameObject("/Ordering"): TextStringObject("Identity"),
                    NameObject("/Supplement"): NumberObject(0),
                }
            ),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/Song"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(under)]),
            NameObject("/ToUnicode"): writer._add_object(meaning),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    shown = "\n".join(
        f"1 0 0 1 60 {780 - 24 * n} Tm <{''.join(f'{ord(sign):04X}' for sign in line)}> Tj"
        for n, line in enumerate(lines)
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf\n{shown}\nET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    if properties:
        writer.add_metadata({f"/{key}": value for key, value in properties.items()})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
