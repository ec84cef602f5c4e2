"""A WOFF font unpacked into the TrueType or OpenType file it was made from.

Comes in: WOFF 1.0 bytes. Goes out: sfnt bytes, always the same: each table is unpacked and none is
written anew (https://www.w3.org/TR/WOFF/). WOFF2 would need fontTools and 40 seconds for a Chinese font.
"""

import struct
import zlib


def unpack_woff(woff: bytes) -> bytes:
    """Unpack a font; ValueError if the bytes are no whole WOFF."""
    signature, flavour, _, count, _, size = struct.unpack_from(">4s4sIHHI", woff)
    if signature != b"wOFF":
        raise ValueError("no WOFF font")
    entries = [struct.unpack_from(">4s4I", woff, 44 + 20 * index) for index in range(count)]
    directory: dict[bytes, bytes] = {}
    body = bytearray()
    for tag, offset, packed, length, checksum in sorted(entries, key=lambda entry: entry[1]):
        table = woff[offset : offset + packed]
        if packed < length:
            table = zlib.decompress(table)
        if len(table) != length:
            raise ValueError(f"table {tag.decode('ascii', 'replace')} is not whole")
        directory[tag] = struct.pack(">4s3I", tag, checksum, 12 + 16 * count + len(body), length)
        body += table + bytes(-length % 4)
    head = flavour + struct.pack(">4H", count, *_search_range(count))
    sfnt: bytes = head + b"".join(directory[tag] for tag in sorted(directory)) + body
    if len(sfnt) != size:
        raise ValueError(f"unpacked to {len(sfnt)} bytes instead of {size}")
    return sfnt


def _search_range(count: int) -> tuple[int, int, int]:
    """Return searchRange, entrySelector and rangeShift, as the OpenType table directory wants them."""
    selector = count.bit_length() - 1
    return 16 << selector, selector, 16 * count - (16 << selector)
