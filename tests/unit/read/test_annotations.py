"""Web links and notes of a PDF page, with their boxes from the top left."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from pdf_pages import LONG, lines_on_page, pdf_of
from subsidy_rules.model.document import Annotation
from subsidy_rules.read.pdf import iter_layouts, page_of

LINK = b"<< /Type /Annot /Subtype /Link /Rect [100 700 300 720] /A << /S /URI /URI (https://example.org/guideline.pdf) >> >>"
INSIDE = b"<< /Type /Annot /Subtype /Link /Rect [100 600 300 620] /Dest [3 0 R /Fit] >>"
NOTE = b"<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (check the cap) >>"


def pdf_with(*annotations: bytes) -> bytes:
    """A page of 595 by 842 points with a line of text and these annotations."""
    text = b"BT /F1 12 Tf 72 770 Td (The cap of this frame is 450 as of now) Tj ET"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots ["
        + b" ".join(annotations)
        + b"] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + table + end


def test_links_and_notes_come_with_their_boxes() -> None:
    (layout,) = iter_layouts(pdf_with(LINK, INSIDE, NOTE), "links.pdf")
    assert page_of(layout).annotations == (
        Annotation(kind="link", text="https://example.org/guideline.pdf", bbox=(100.0, 122.0, 300.0, 142.0)),
        Annotation(kind="note", text="check the cap", bbox=(10.0, 812.0, 30.0, 832.0)),
    )


def test_a_page_without_annotations_has_none() -> None:
    (layout,) = iter_layouts(pdf_with(), "plain.pdf")
    assert layout.annotations == ()


def test_what_is_filled_in_a_form_is_read_where_it_stands() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 550, LONG)
        canvas.drawString(50, 500, "上限額（千円）")
        canvas.acroForm.textfield(name="cap", value="1500", x=150, y=495, width=100, height=18)
        canvas.acroForm.textfield(name="off", value="9999", x=150, y=395, width=100, height=18, annotationFlags="print hidden")

    assert lines_on_page(pdf_of(draw)) == [LONG, "上限額（千円） 1500"]
