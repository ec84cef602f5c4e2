"""XML as feeds need it, from the standard library, which escapes whatever stands in it.

Comes in: elements. Goes out: bytes in UTF-8, an entry a line. Names with a prefix are written as they stand,
and the root declares their namespaces: so an element can stand in many feeds.
"""

import xml.etree.ElementTree as ET


def add(parent: ET.Element, tag: str, content: str | None = None, /, **attributes: str) -> ET.Element:
    """Add an element with its text to another, and return it."""
    child = ET.SubElement(parent, tag, attributes)
    child.text = content
    return child


def write_xml(root: ET.Element) -> bytes:
    """Write a document."""
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
