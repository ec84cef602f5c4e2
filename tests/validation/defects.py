"""What may go wrong with an archive file, done to a good one.

Comes in: the bytes of a PDF that conforms. Goes out: the same file with one defect.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name


def damaged(content: bytes, defect: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF with a defect."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        defect(pdf)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def none(pdf: pikepdf.Pdf) -> None:
    """Change nothing: writing the file anew must not be what is found."""


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def no_alternative_text(pdf: pikepdf.Pdf) -> None:
    for element in _elements(pdf, "/Figure"):
        del element.Alt


def no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo = Dictionary(Marked=False)


def no_font_file(pdf: pikepdf.Pdf) -> None:
    descriptor = next(_fonts(pdf)).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=False)


def no_title(pdf: pikepdf.Pdf) -> None:
    _rewrite(pdf, b"dc:title", b"dc:format")


def no_claim(pdf: pikepdf.Pdf) -> None:
    _rewrite(pdf, b"pdfaid:part", b"pdfaid:corr")


def broken_metadata(pdf: pikepdf.Pdf) -> None:
    _rewrite(pdf, b"<rdf:RDF", b"<rdf:RDF x")


def characters_without_meaning(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        font.ToUnicode = pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def\n"
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
            b"endcmap end end"
        )


def no_characters(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        del font.ToUnicode


def untagged_text(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[1]
    kept = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) not in ("BDC", "BMC", "EMC")]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def program_inside(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def smoothed_pictures(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            thing.Interpolate = True


def skipped_heading(pdf: pikepdf.Pdf) -> None:
    for element in _elements(pdf, "/H2"):
        element.S = Name.H5


DEFECTS: Mapping[str, Callable[[pikepdf.Pdf], None]] = {
    defect.__name__: defect
    for defect in (
        no_language,
        no_alternative_text,
        no_structure,
        not_marked,
        no_font_file,
        no_output_intent,
        title_not_shown,
        no_title,
        no_claim,
        broken_metadata,
        characters_without_meaning,
        no_characters,
        untagged_text,
        program_inside,
        smoothed_pictures,
        skipped_heading,
    )
}


def _elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    return (thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == kind)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (thing for thing in pdf.objects if isinstance(thing, Dictionary) and "/DescendantFonts" in thing)


def _rewrite(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    metadata = pdf.Root.Metadata.read_bytes()
    assert old in metadata
    pdf.Root.Metadata.write(metadata.replace(old, new), type_check=False)
