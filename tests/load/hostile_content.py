"""Content made to hold a load for ever or to fill the memory, each kind by its name.

Comes in: a copy of tests/faults/base. Goes out: the same folder with one hostile thing in it.
"""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

ITEM = "items/2020/books.yml"
BODY = "body: |\n  一批书籍和文具近日送到困难留守儿童手中。\n"
Make = Callable[[Path], None]
HOSTILE: dict[str, Make] = {}


def hostile(make: Make) -> Make:
    HOSTILE[make.__name__.removeprefix("_")] = make
    return make


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def a_body(text: str) -> Make:
    """Return what puts a body into the item, indented."""
    lines = "".join(f"  {line}\n" if line else "\n" for line in text[:59_000].split("\n"))
    return lambda content: rewrite(content / ITEM, BODY, f"body: |\n{lines}")


BODIES = {
    "lists_one_after_the_other": "- 甲\n\n1. 乙\n\n" * 9_000,
    "lists_with_empty_lines": "- 甲\n\n" * 12_000,
    "lists_in_lists": "- 甲\n    - 乙\n        - 丙\n\n" * 3_000,
    "lists_within_each_other": "\n".join("    " * depth + "- 甲" for depth in range(100)),
    "paragraphs_of_one_letter": "甲\n\n" * 20_000,
    "lines_of_one_letter": "甲\n" * 29_000,
    "headings": "# 甲\n\n" * 12_000,
    "underlined_headings": "甲\n=\n\n" * 9_000,
    "tables": "|a|\n|-|\n|b|\n\n" * 4_000,
    "a_wide_table": "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n" + "|b|b|b|\n" * 3_000,
    "a_rule_that_never_ends": "| a |\n|-" + " " * 58_000 + "x",
    "quotations": "> 甲\n\n乙\n\n" * 6_000,
    "quotations_within_each_other": ">" * 20_000 + " 甲",
    "footnotes": "".join(f"甲[^{number}]\n\n[^{number}]: 注\n\n" for number in range(2_400)),
    "references_to_one_footnote": "[^1][^1][^1][^1]\n\n" * 2_990 + "[^1]: 注\n",
    "links": "[a](https://e.org)\n\n" * 2_800,
    "pictures": "![a](2020/books.png)\n\n" * 2_700,
    "brackets": "[" * 58_000,
    "open_links": "[a](x" * 11_000,
    "open_pictures": "![" * 29_000,
    "emphases": "**a** *b* _c_ " * 4_000,
    "stars": "*a " * 19_000,
    "backticks": "`a" * 29_000,
    "codes": "    code\n\n" * 6_000,
    "fences": "```\na\n```\n\n" * 5_000,
    "angles": "<" * 58_000,
    "tags": "<b>" * 19_000,
    "entities": "&amp;" * 11_000,
    "backslashes": "\\" * 58_000,
    "references": "".join(f"[{number}]: https://e.org\n\n" for number in range(2_500)),
    "invisible": "\u200b" * 58_000,
    "decomposed": "e\u0301" * 29_000,
    "marks_upon_marks": "e" + "\u0301" * 58_000,
    "spaces": "甲" + " " * 58_000 + "乙",
}
HOSTILE |= {f"body_of_{name}": a_body(text) for name, text in BODIES.items()}


def in_place_of_the_body(name: str, text: str) -> None:
    def make(content: Path) -> None:
        rewrite(content / ITEM, BODY, text)

    HOSTILE[name] = make


in_place_of_the_body("yaml_nested_in_brackets", "note: " + "[" * 120_000 + "\n")
in_place_of_the_body("yaml_nested_in_braces", "note: " + "{a: " * 60_000 + "\n")
in_place_of_the_body("yaml_nested_in_lines", "note:\n" + "".join(" " * depth + "-\n" for depth in range(700)))
in_place_of_the_body("yaml_of_one_word", "note: " + "x" * 240_000 + "\n")
in_place_of_the_body("yaml_of_one_key", "x" * 240_000 + ": a\n")
in_place_of_the_body("yaml_of_unknown_keys", "".join(f"key{number}: a\n" for number in range(15_000)))
in_place_of_the_body("yaml_of_one_key_again_and_again", "a: b\n" * 40_000)
in_place_of_the_body("yaml_of_comments", "# a\n" * 60_000)
in_place_of_the_body("yaml_of_empty_lines", "body: a\n" + "\n" * 240_000)
in_place_of_the_body("yaml_of_full_width_colons", "note：甲\n" * 15_000)
in_place_of_the_body("yaml_of_a_text_on_many_lines", "body: a\n" + "  a\n\n" * 40_000)
in_place_of_the_body("yaml_of_a_folded_text", "body: >\n" + "  <b>甲\n" * 9_000)
in_place_of_the_body("yaml_of_quoted_escapes", 'body: "' + "\\u7532" * 40_000 + '"\n')
in_place_of_the_body(
    "yaml_that_laughs",
    "a: &a [x, x, x, x, x, x, x, x]\n"
    + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
)
in_place_of_the_body(
    "yaml_that_merges",
    "a: &a {x: 1}\n"
    + "".join(f"{b}: &{b} {{<<: [*{a}, *{a}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
)
in_place_of_the_body("parts", "parts:\n" + "  - {region: 皋兰县, body: a}\n" * 5_000)
in_place_of_the_body(
    "parts_of_many_lines",
    "parts:\n" + ("  - region: 皋兰县\n    body: |\n" + "      甲\n\n" * 2_600) * 8,
)
in_place_of_the_body("unknown_pictures", BODY + "images:\n" + "  - {file: 2020/x.png, alt: a}\n" * 5_000)
in_place_of_the_body("unknown_regions", BODY + "parts:\n" + "  - {region: 皋兰, body: a}\n" * 5_000)
in_place_of_the_body("aliases", BODY + "aliases:\n" + "".join(f"  - a{number}\n" for number in range(20_000)))


@hostile
def _unknown_items(content: Path) -> None:
    entries = "".join(f"  - 2020/unknown-{number}-{'x' * 30}\n" for number in range(2_000))
    rewrite(content / "issues/2020-03.yml", "contents: [2020/books]", f"contents:\n{entries}")
    for number in range(3_000):
        text = (content / ITEM).read_text("utf-8").replace("title: ", f"title: {number} ")
        (content / f"items/2020/known-{number}-{'x' * 30}.yml").write_text(text, "utf-8")


@hostile
def _items_of_one_title(content: Path) -> None:
    for number in range(3_000):
        (content / f"items/2020/{number}.yml").write_text((content / ITEM).read_text("utf-8"), "utf-8")


@hostile
def _files_that_are_no_yaml(content: Path) -> None:
    for number in range(10_000):
        (content / f"items/2020/{number}.yml").write_text("  a: [\n", "utf-8")


@hostile
def _issues_without_anything(content: Path) -> None:
    for number in range(5, 3_000):
        text = f"number: {number}\nyear: 2020\ndate: 2020-04-14\nstatus: issued\n"
        (content / f"issues/2020-{number:02}.yml").write_text(text, "utf-8")


@hostile
def _folders(content: Path) -> None:
    for number in range(20_000):
        (content / f"items/f{number}").mkdir()


@hostile
def _folders_within_each_other(content: Path) -> None:
    (content / "items" / "/".join("a" * 300)).mkdir(parents=True)


@hostile
def _long_names(content: Path) -> None:
    for number in range(1_000):
        (content / f"items/{'a' * 200}{number}.yml").write_text("title: a\n", "utf-8")


def add(content: Path, name: str, text: str) -> None:
    file = content / name
    file.write_text(file.read_text("utf-8") + text, "utf-8")


@hostile
def _sources_with_unknown_regions(content: Path) -> None:
    entries = (f"- {{id: s{number}, name: 单位{number}, region: 兰洲{number}}}\n" for number in range(25_000))
    add(content, "sources.yml", "".join(entries))


@hostile
def _sources_with_aliases(content: Path) -> None:
    add(content, "sources.yml", "- {id: x, name: x, aliases: [" + "a, " * 1_300_000 + "]}\n")


@hostile
def _regions_of_one_name(content: Path) -> None:
    entries = (f"- {{code: c{number}, name: 皋兰县}}\n" for number in range(28_000))
    add(content, "regions.yml", "".join(entries))
    for number in range(200):
        text = (content / ITEM).read_text("utf-8").replace("title: ", f"title: {number} ")
        (content / f"items/2020/{number}.yml").write_text(text, "utf-8")


@hostile
def _regions_in_regions(content: Path) -> None:
    entries = (f"- {{code: c{number}, name: 县, parent: c{number + 1}}}\n" for number in range(28_000))
    add(content, "regions.yml", "".join(entries))


@hostile
def _regions_with_unknown_parents(content: Path) -> None:
    entries = (f"- {{code: c{number}, name: 县, parent: d{number}}}\n" for number in range(28_000))
    add(content, "regions.yml", "".join(entries))


def group(name: str, *members: str) -> str:
    return f"  - {{id: {name}, name: 甲, members: [{', '.join(members)}]}}\n"


@hostile
def _groups_in_a_chain(content: Path) -> None:
    add(content, "recipients.yml", "".join(group(f"g{n}", f"g{n + 1}") for n in range(9_000)))


@hostile
def _groups_in_rings(content: Path) -> None:
    ring = [f"g{n}" for n in range(300)]
    add(content, "recipients.yml", "".join(group(name, *ring) for name in ring))


@hostile
def _groups_that_multiply(content: Path) -> None:
    lines = [group("a0", "lanzhou"), group("b0", "baiyin")]
    for n in range(1, 20):
        lines += [group(f"a{n}", f"a{n - 1}", f"b{n - 1}"), group(f"b{n}", f"b{n - 1}", f"a{n - 1}")]
    add(content, "recipients.yml", "".join(lines))
    rewrite(content / "issues/2020-03.yml", "[localities]", "[a19, b19]")


def many_in_groups(content: Path, more: str) -> None:
    offices = "".join(f"  - {{id: r{n}, name: 乙{more}}}\n" for n in range(12_000))
    rewrite(content / "recipients.yml", "recipients:\n", f"recipients:\n{offices}")
    groups = "".join(group(f"g{n}", "all", f"r{n}") for n in range(8_000))
    add(content, "recipients.yml", group("all", *(f"r{n}" for n in range(12_000))) + groups)
    rewrite(content / "issues/2020-03.yml", "[localities]", f"[{', '.join(f'g{n}' for n in range(8_000))}]")


@hostile
def _groups_of_the_same_offices(content: Path) -> None:
    many_in_groups(content, "")


@hostile
def _groups_of_offices_that_are_gone(content: Path) -> None:
    many_in_groups(content, ", until: 2001-01-01")


def png_chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def png(width: int, height: int, *, pixels: bytes = b"", more: bytes = b"") -> bytes:
    """Return a PNG in four colours of 16 bits."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0))
    data = png_chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + head + more + data + png_chunk(b"IEND", b"")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def a_picture(name: str, suffix: str, draw: Callable[[], bytes]) -> None:
    def make(content: Path) -> None:
        (content / f"images/2020/hostile.{suffix}").write_bytes(draw())
        rewrite(content / ITEM, "body:", f"images:\n  - {{file: 2020/hostile.{suffix}, alt: 书籍}}\nbody:")

    HOSTILE[f"picture_{name}"] = make


def scans(content: bytes, count: int) -> bytes:
    """Return a progressive JPEG whose last scan is repeated."""
    last, end = content.rfind(b"\xff\xda"), content.rfind(b"\xff\xd9")
    return content[:end] + content[last:end] * count + content[end:]


def behind_the_head(content: bytes, head: int, more: bytes) -> bytes:
    return content[:head] + more + content[head:]


SIDE = 6_324
"""40 million pixels in a square."""

a_picture("of_claimed_pixels", "png", lambda: png(60_000, 60_000))
a_picture("of_many_pixels", "png", lambda: png(SIDE, SIDE, pixels=bytes(SIDE * (SIDE * 8 + 1))))
a_picture(
    "of_many_pixels_in_scans", "jpg", lambda: saved(Image.new("CMYK", (SIDE, SIDE)), "JPEG", progressive=True)
)
a_picture(
    "of_repeated_scans",
    "jpg",
    lambda: scans(saved(Image.new("L", (6_000, 6_000)), "JPEG", progressive=True), 90_000),
)
a_picture(
    "of_a_hundred_scans",
    "jpg",
    lambda: scans(saved(Image.new("L", (SIDE, SIDE)), "JPEG", progressive=True), 90),
)
a_picture(
    "of_many_pixels_in_webp", "webp", lambda: saved(Image.new("RGBA", (5_000, 5_000)), "WEBP", lossless=True)
)
a_picture(
    "of_segments",
    "jpg",
    lambda: behind_the_head(saved(Image.new("L", (9, 9)), "JPEG"), 2, b"\xff\xfe\0\2" * 2_400_000),
)
a_picture(
    "of_fill_bytes",
    "jpg",
    lambda: behind_the_head(saved(Image.new("L", (9, 9)), "JPEG"), 2, b"\xff" * 10_000_000),
)
a_picture("of_chunks", "png", lambda: png(1, 1, pixels=bytes(9), more=png_chunk(b"prVt", b"") * 800_000))
a_picture(
    "of_packed_texts",
    "png",
    lambda: png(
        1, 1, pixels=bytes(9), more=png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**6), 9)) * 6_000
    ),
)
a_picture(
    "of_exif_entries",
    "png",
    lambda: png(
        1,
        1,
        pixels=bytes(9),
        more=png_chunk(
            b"eXIf",
            b"II*\0\x08\0\0\0\xff\xff"
            + b"".join(struct.pack("<HHII", number, 7, 9_000_000, 0) for number in range(65_535))
            + bytes(9_000_000),
        ),
    ),
)
