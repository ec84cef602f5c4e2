"""A finished PDF made small: its objects packed together, by hundreds.

Comes in: a PDF as qpdf writes it without object streams. Goes out: the same objects in object streams with a
cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8), of which none ends in a carriage return. qpdf packs
objects too, but lets streams end as they come, and of hundreds of them some end badly.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from jianbao.typesetting.files.archiving import pack

_TOGETHER = 500
"""Objects in one stream: more take less room, fewer are found faster."""

_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20
"""Bytes of an entry of the table: ISO 32000-1, 7.5.4."""

_TRAILER = re.compile(rb"trailer <<(.*)/Size \d+(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_FREE, _PLACED, _PACKED = range(3)


def pack_objects(content: bytes) -> bytes:
    """Return a PDF with its objects packed; streams stay as they are."""
    trailer = _TRAILER.search(content, content.rindex(b"trailer"))
    if trailer is None:
        raise ValueError("the PDF has no table of its objects")
    bodies = _bodies(content, int(trailer[3]))
    packed = _Packed(content[: content.index(b"\n", content.index(b"\n") + 1) + 1], max(bodies) + 1)
    loose = {}
    for number, body in bodies.items():
        if body.endswith(b"endstream"):
            packed.add(number, body)
        else:
            loose[number] = body
    numbers = list(loose)
    for begin in range(0, len(numbers), _TOGETHER):
        packed.add_together([(number, loose[number]) for number in numbers[begin : begin + _TOGETHER]])
    return packed.finish(trailer[1] + trailer[2])


def _bodies(content: bytes, table: int) -> dict[int, bytes]:
    """Return what stands between `obj` and `endobj` of each object, in their order in the file."""
    head = _TABLE.match(content, table)
    if head is None:
        raise ValueError("the table of objects is not where the PDF says")
    entries = (content[head.end() + _ENTRY * number :][:_ENTRY] for number in range(int(head[1])))
    offsets = {number: int(entry[:10]) for number, entry in enumerate(entries) if entry[17:18] == b"n"}
    order = sorted(offsets, key=offsets.__getitem__)
    ends = [*(offsets[number] for number in order[1:]), table]
    found = {}
    for number, end in zip(order, ends, strict=True):
        begin = content.index(b"obj", offsets[number]) + len(b"obj")
        found[number] = content[begin : content.rindex(b"endobj", begin, end)].strip(b" \n")
    return found


class _Packed:
    """A PDF that is written object by object; `free` is the first number that no object has."""

    def __init__(self, head: bytes, free: int) -> None:
        self.parts = [head]
        self.length = len(head)
        self.entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 0xFFFF)}
        self.free = free

    def add(self, number: int, body: bytes) -> None:
        """Write an object."""
        self.entries[number] = (_PLACED, self.length, 0)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self.parts.append(part)
        self.length += len(part)

    def add_together(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Write objects in one stream."""
        begins = accumulate((len(body) + 1 for _, body in objects), initial=0)
        index = b" ".join(b"%d %d" % (number, at) for (number, _), at in zip(objects, begins, strict=False))
        data, _ = pack(index + b"\n" + b"\n".join(body for _, body in objects))
        for place, (number, _) in enumerate(objects):
            self.entries[number] = (_PACKED, self.free, place)
        entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(index) + 1)
        self.add(self.free, _stream(entries, data))
        self.free += 1

    def finish(self, trailer: bytes) -> bytes:
        """Write the table of all objects and return the file."""
        start, number = self.length, self.free
        self.entries[number] = (_PLACED, start, 0)
        rows = [self.entries.get(each, (_FREE, 0, 0)) for each in range(number + 1)]
        for width in range(4, 9):  # of places in the file, until the table ends well
            table = b"".join(
                kind.to_bytes(1) + place.to_bytes(width) + part.to_bytes(2) for kind, place, part in rows
            )
            data, length = pack(table)
            if length == len(table):
                break
        entries = b"/Type /XRef /Size %d /W [1 %d 2] /Filter /FlateDecode%b" % (len(rows), width, trailer)
        self.add(number, _stream(entries, data))
        return b"".join(self.parts) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)
