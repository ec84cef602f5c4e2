"""What a PDF lacks to be PDF/A-2a and PDF/UA-1 in one file.

Comes in: the PDF as WeasyPrint has built it, before it is written. Goes out: the same with metadata that say
both, uncompressed so that archives can read them, and list items whose content is their body.

WeasyPrint writes either kind. PDF/A wants every property of the metadata declared, and the number of PDF/UA
is none of those it knows: so an extension schema declares it (ISO 19005-2, 6.6.2.3.3; ISO 14289-1, 5).
"""

import zlib
from collections.abc import Iterator
from typing import Any

import pydyf

_DECLARATION = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

_CARRIAGE_RETURN = 0x0D


_OF_LINE = frozenset({"Type", "S", "K", "Pg", "P"})


def ends_badly(content: bytes) -> bool:
    """Say whether a stream of a finished PDF ends in a carriage return."""
    return b"\r\nendstream" in content


def finish(document: Any, pdf: pydyf.PDF, *, spare: int = 0) -> None:  # noqa: ARG001 (a finisher is given it)
    """Complete a PDF just before it is written; `spare` empty objects give its tables other checksums."""
    _declare(_object(pdf, pdf.catalog["Metadata"]))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    for element in list(_list_items(pdf)):
        _give_body(pdf, element)
    _join_lines(pdf)
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary())
    pdf.objects[:] = [_Written.of(thing) for thing in pdf.objects]


class _Written(pydyf.Object):  # type: ignore[misc]  # the library has no types
    """An object of a PDF as it is written, worked out once; pydyf does so again for the file's checksum."""

    data = b""
    compressible = True

    @classmethod
    def of(cls, thing: pydyf.Object) -> "_Written":
        """Return an object as it is written, under the number that it has."""
        written = cls()
        written.__dict__ |= {
            name: getattr(thing, name) for name in ("number", "offset", "generation", "free")
        }
        written.compressible = thing.compressible
        if thing.free != "f":
            written.data = _packed(thing).data if isinstance(thing, pydyf.Stream) else thing.data
        return written


def _packed(stream: pydyf.Stream) -> pydyf.Stream:
    """Compress a stream, unless it is to stay readable."""
    data = b"\n".join(map(_bytes, stream.stream))
    extra = dict(stream.extra)
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
    elif extra.get("Filter") == "/FlateDecode" and data.endswith(b"\r"):
        data = zlib.decompress(data)
    else:
        return stream
    packed, length = pack(data)
    if "Length1" in extra:
        extra["Length1"] = length
    return pydyf.Stream([packed], extra)


def pack(data: bytes) -> tuple[bytes, int]:
    """Compress data so that they do not end in a carriage return, which checkers take for no part of them.

    What is compressed ends in the checksum of its data, so one byte of white behind them gives it another.
    Returns the length of the data with it, too.
    """
    packed = zlib.compress(data, 9)
    if packed.endswith(b"\r"):
        return pack(data + b"\n")
    return packed, len(data)


def _bytes(part: Any) -> bytes:
    if isinstance(part, pydyf.Object):
        return bytes(part.data)
    return part if isinstance(part, bytes) else str(part).encode("ascii")


def _declare(metadata: pydyf.Stream) -> None:
    end = b"</rdf:RDF>"
    metadata.stream = [b"".join(metadata.stream).replace(end, _DECLARATION.encode() + end)]
    metadata.compress = False


def _list_items(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/LI":
            yield element


def _give_body(pdf: pydyf.PDF, item: pydyf.Dictionary) -> None:
    """Put whatever a list item holds besides its label and its body into a body."""
    kids = [(reference, _object(pdf, reference)) for reference in item["K"]]
    loose = [(reference, kid) for reference, kid in kids if kid.get("S") not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(reference for reference, _ in loose),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for _, kid in loose:
        kid["P"] = body.reference
    kept = [reference for reference, kid in kids if kid.get("S") in ("/Lbl", "/LBody")]
    item["K"] = pydyf.Array([*kept, body.reference])


def _join_lines(pdf: pydyf.PDF) -> None:
    """Let what a block has in a line be the block's own, and no element within it that says nothing.

    WeasyPrint gives each run of characters an element of its own, which makes half of all tags.
    """
    joined: dict[bytes, bytes] = {}
    for element in pdf.objects:
        if isinstance(element, pydyf.Dictionary) and element.get("Type") == "/StructElem":
            for place, reference in enumerate(element["K"]):
                kid = _object(pdf, reference) if isinstance(reference, bytes) else None
                if kid is not None and _is_line(kid, element):
                    element["K"][place] = kid["K"][0]
                    joined[reference] = element.reference
    tree = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    for number in range(1, len(tree["Nums"]), 2):
        of_page = tree["Nums"][number]
        if isinstance(of_page, list):
            of_page[:] = [joined.get(reference, reference) for reference in of_page]
    for reference in joined:
        pdf.objects[_object(pdf, reference).number] = _Nothing(_object(pdf, reference).number)


def _is_line(kid: Any, element: pydyf.Dictionary) -> bool:
    """Say whether an element is nothing but a piece of text of its parent, on the same page."""
    if not isinstance(kid, dict) or kid.get("S") != "/Span" or kid.get("Pg") != element.get("Pg"):
        return False
    return len(kid["K"]) == 1 and isinstance(kid["K"][0], int) and kid.keys() <= _OF_LINE


class _Nothing(pydyf.Object):  # type: ignore[misc]  # the library has no types
    """An object that nobody names any longer; its number stays."""

    data = b"null"

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def _object(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else reference
    return pdf.objects[int(text.split()[0])]
