"""The file for a printer: PDF/X-4 (ISO 15930-7:2010), made from the finished archive file.

Comes in: the archive file, which inks its colours stand for, and the ICC profile of a printing condition.
Goes out: the same pages, line for line, since nothing is set anew: red and black in their inks, the
profile as output intent, no transparency, nothing to click; on request on a larger sheet with bleed and
marks.

What PDF/X-4 asks for, and where it is answered: the output intent GTS_PDFX with its profile (here); its
own name, whether inks are trapped, dates and an identifier in the metadata (here; the identifier is made
of the contents); TrimBox and BleedBox within MediaBox (here); fonts embedded (WeasyPrint); colours that
are inks or have a profile (`inks`, `press_pictures`); neither annotations nor actions (`bare`).
"""

from dataclasses import dataclass
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from jianbao.diagnostics import EnvironmentFault
from jianbao.typesetting.files.bare import identity_of, open_bare, write_bare
from jianbao.typesetting.presswork.inks import InkTable, separate
from jianbao.typesetting.presswork.press_pictures import PicturePress
from jianbao.typesetting.presswork.printers_marks import Box, MarkMeasures, crop_marks, draw, register_marks
from jianbao.typesetting.stylesheet import MILLIMETRE

_VERSION = "1.6"
_EVERY_INK = "/EveryInk CS 1 SCN"
_NAMESPACE_OF_X = "{http://www.npes.org/pdfx/ns/id/}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressMeasures:
    """Bleed and the paper around the cut page, in mm, and its marks."""

    bleed: float
    margin: float
    marks: MarkMeasures


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A printing condition: the name under which a registry knows it, and its ICC profile."""

    name: str
    registry: str
    about: str
    profile: bytes


def make_press_file(
    content: bytes, *, inks: InkTable, condition: Condition, marked: PressMeasures | None = None
) -> bytes:
    """Return an archive file as PDF/X-4; with `marked` every page has bleed and marks around it.

    Raises:
        EnvironmentFault: something in it cannot be printed as PDF/X-4 wants it.
    """
    identity = identity_of(content, condition.profile, repr((inks, marked)).encode())
    with open_bare(content) as pdf:
        rgb = cast(pikepdf.Stream, pdf.Root.OutputIntents[0].DestOutputProfile)
        _prepare_pictures(pdf, PicturePress(rgb=rgb, condition=condition.profile, inks=inks))
        separations = [separate(page, inks) for page in pdf.pages]
        for page, separation in zip(pdf.pages, separations, strict=True):
            _place(pdf, page, separation, marked)
        pdf.Root.OutputIntents = Array([_output_intent(pdf, condition)])
        pdf.docinfo.Trapped = Name("/False")
        return write_bare(pdf, version=_VERSION, facts=_facts(pdf, identity))


def _prepare_pictures(pdf: pikepdf.Pdf, press: PicturePress) -> None:
    """Make every picture fit for the press; one that stands on several pages is there once."""
    found = [drawn for page in pdf.pages for drawn in page.obj.Resources.get("/XObject", {}).values()]
    for drawn in {drawn.objgen: drawn for drawn in found}.values():
        if not isinstance(drawn, pikepdf.Stream) or drawn.Subtype != Name.Image:
            raise EnvironmentFault("a page has a drawing inside a drawing, which is not known how to print")
        press.prepare(drawn)


def _place(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes, marked: PressMeasures | None) -> None:
    """Give a page its content, its boxes and its marks."""
    width, height = (float(page.trimbox[place + 2] - page.trimbox[place]) for place in (0, 1))
    margin = marked.margin * MILLIMETRE if marked else 0.0
    sheet = Box.within(width + 2 * margin, height + 2 * margin)
    trim = sheet.grown(-margin)
    if marked:
        x, y = trim.left - float(page.trimbox[0]), trim.bottom - float(page.trimbox[1])
        lines = [*crop_marks(trim, marked.marks), *register_marks(trim, marked.marks)]
        marks = draw(lines, colour=_EVERY_INK, weight=marked.marks.weight)
        content = f"q 1 0 0 1 {x:.3f} {y:.3f} cm\n".encode() + content + b"\nQ\n" + marks
    kept = {key: value for key, value in page.obj.Resources.items() if key in ("/Font", "/XObject")}
    if marked:
        kept["/ColorSpace"] = Dictionary(EveryInk=_every_ink())
    page.obj.Resources = Dictionary(kept)
    page.obj.Contents = pdf.make_stream(content)
    page.obj.MediaBox = Array(sheet.corners)
    page.obj.TrimBox = Array(trim.corners)
    page.obj.BleedBox = Array(trim.grown(marked.bleed * MILLIMETRE if marked else 0.0).corners)


def _every_ink() -> pikepdf.Object:
    """Return the colour that stands on every plate, in which marks are drawn."""
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, function])


def _output_intent(pdf: pikepdf.Pdf, condition: Condition) -> pikepdf.Object:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.name),
        OutputCondition=String(condition.about),
        RegistryName=String(condition.registry),
        Info=String(condition.about),
        DestOutputProfile=pdf.make_stream(condition.profile, N=4, Alternate=Name.DeviceCMYK),
    )


def _facts(pdf: pikepdf.Pdf, identity: str) -> dict[str, str]:
    """Return what the metadata of PDF/X-4 say beyond title, author and dates; the dates are the issue's."""
    modified = pikepdf.models.metadata.decode_pdf_date(str(pdf.docinfo.ModDate))
    return {
        f"{_NAMESPACE_OF_X}GTS_PDFXVersion": "PDF/X-4",
        "pdf:Trapped": "False",
        "xmp:MetadataDate": modified.date().isoformat(),
        "xmpMM:DocumentID": identity,
        "xmpMM:RenditionClass": "default",
        "xmpMM:VersionID": "1",
    }
