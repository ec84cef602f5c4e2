"""Files made to harm whoever reads them (checks 6 to 11, 14, 22, 25)."""

import os
import shutil
import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import BASE, ITEM, TEXT, Outcome, content_in, outcome, outcome_of, worst, write
from trust_figures import Leave

from jianbao.load import read_publication

Spoil = Callable[[Path], None]

LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(8)
)
MERGES = "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a]}}\n" for n in range(9))
YAML_ATTACKS = {
    "billion laughs": LAUGHS,
    "merge keys": MERGES,
    "an anchor": TEXT.replace("title: ", "title: &t "),
    "an alias": TEXT.replace("topic: ", "topic: *t "),
    "a tag of Python": TEXT.replace("title: ", "title: !!python/object/apply:os.system [id]\nsubtitle: "),
    "a tag of its own": TEXT.replace("title: ", "title: !x "),
    "100,000 lists within each other": "title: " + "[" * 100_000,
    "100,000 mappings within each other": "title: " + "{a: " * 100_000,
    "many values": "title: [" + "a," * 120_000 + "a]",
    "60 MB": "#" * 60_000_000,
    "two documents": TEXT + "---\n" + TEXT,
    "a title given twice": TEXT + "title: again\n",
    "a mapping as a key": "? {a: b}\n: c\n" + TEXT,
    "an include": TEXT.replace("title: ", "title: !include /etc/passwd #"),
}


@pytest.mark.check(6)
def test_attacks_in_yaml_are_refused(tmp_path: Path, leave: Leave) -> None:
    found: dict[str, Outcome] = {}
    for number, (name, text) in enumerate(YAML_ATTACKS.items()):
        found[name] = outcome(tmp_path / str(number), write(ITEM, text))
    assert [name for name, outcome in found.items() if not outcome.is_refused] == []
    assert "root:" not in "".join(outcome.said for outcome in found.values())
    leave(f"{len(found)} of {len(YAML_ATTACKS)} refused, {worst(list(found.values()))}")


KEPT = {  # what stands in the file, and what the title must be
    "NO": "NO",
    "010": "010",
    "12:30": "12:30",
    "1.10": "1.10",
    "1_000": "1_000",
    "on": "on",
    "0x1F": "0x1F",
    "~tilde": "~tilde",
}
REFUSED = {
    "a title twice": TEXT + "title: again\n",
    "a date that is none": TEXT.replace("2020-04-03", "2020-13-45"),
    "a tab": TEXT.replace("topic: ", "\ttopic: "),
    "null for a title": TEXT.replace("title: 爱心书籍送到留守儿童手中", "title:"),
}


@pytest.mark.check(7)
def test_traps_of_yaml_change_nothing_silently(tmp_path: Path, leave: Leave) -> None:
    for number, (written, title) in enumerate(KEPT.items()):
        content = content_in(tmp_path / f"kept{number}")
        write(ITEM, TEXT.replace("爱心书籍送到留守儿童手中", written))(content)
        (item,) = [i for i in read_publication(content).publication.items if i.id == "2020/books"]
        assert item.title == title
    for number, text in enumerate(REFUSED.values()):
        assert outcome(tmp_path / f"refused{number}", write(ITEM, text)).is_refused, text
    content = content_in(tmp_path / "bom")
    write(ITEM, b"\xef\xbb\xbf" + TEXT.encode())(content)
    assert outcome_of(content).said == ""
    leave(f"{len(KEPT) + 1} kept as they stand, {len(REFUSED)} refused, 0 changed silently")


def png(width: int, height: int, data: bytes = b"", kind: int = 0) -> bytes:
    def chunk(name: bytes, inside: bytes) -> bytes:
        return struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", zlib.crc32(name + inside))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


BOMB = zlib.compress(b"\0" * (13_001 * 13_000), 9)
WHOLE = (BASE / "images/2020/books.png").read_bytes()
PICTURES = {
    "bomb.png": png(13_000, 13_000, BOMB),
    "claim.png": png(100_000, 100_000),
    "vector.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "postscript.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(x) run\n",
    "other.jpg": WHOLE,
    "half.png": WHOLE[: len(WHOLE) // 2],
    "empty.png": b"",
    "page.png": b"<html><script>alert(1)</script>",
    "animated.png": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "large.png": WHOLE + b"\0" * 11_000_000,
}


@pytest.mark.check(8)
def test_hostile_pictures_are_refused_before_they_are_decoded(tmp_path: Path, leave: Leave) -> None:
    found: dict[str, Outcome] = {}
    for name, data in PICTURES.items():
        content = content_in(tmp_path / name)
        write(f"images/2020/{name}", data)(content)
        shown = f"images:\n  - {{file: 2020/{name}, alt: 书籍}}\nbody:"
        write(ITEM, TEXT.replace("body:", shown))(content)
        found[name] = outcome_of(content)
    assert [name for name, outcome in found.items() if not outcome.is_refused] == []
    assert max(outcome.megabytes for outcome in found.values()) < 150
    leave(f"{len(found)} of {len(PICTURES)} refused, {worst(list(found.values()))}")


SECRET = "the secret of another folder"


def link_to(name: str, target: str) -> Spoil:
    def spoil(content: Path) -> None:
        secret = content.parent / "secret.yml"
        secret.write_text(TEXT.replace("爱心书籍送到留守儿童手中", SECRET), encoding="utf-8")
        (content / name).symlink_to(target)

    return spoil


def picture_at(path: str) -> Spoil:
    def spoil(content: Path) -> None:
        (content.parent / "secret.png").write_bytes(WHOLE)
        write(ITEM, TEXT.replace("body:", f'images:\n  - {{file: "{path}", alt: 书籍}}\nbody:'))(content)

    return spoil


def link_a_list(content: Path) -> None:
    (content / "topics.yml").rename(content.parent / "topics.yml")
    (content / "topics.yml").symlink_to("../topics.yml")


PATHS: dict[str, Spoil] = {
    "up": picture_at("../../secret.png"),
    "absolute": picture_at("/etc/hostname"),
    "encoded": picture_at("%2e%2e/%2e%2e/secret.png"),
    "backslashes": picture_at("..\\\\..\\\\secret.png"),
    "nothing after it": picture_at("2020/books.png\\0.png"),
    "a dot within": picture_at("2020/./books.png"),
    "an address": picture_at("file:///etc/hostname"),
    "a linked file": link_to("items/2020/linked.yml", "../../../secret.yml"),
    "a linked folder": link_to("items/2021", "../.."),
    "a folder linked to itself": link_to("items/round", "."),
    "a linked list": link_a_list,
    "a pipe": lambda content: os.mkfifo(content / "items/2020/pipe.yml"),
}


@pytest.mark.check(9)
def test_paths_that_lead_out_are_refused(tmp_path: Path, leave: Leave) -> None:
    found = {
        name: outcome(tmp_path / str(number), spoil) for number, (name, spoil) in enumerate(PATHS.items())
    }
    assert [name for name, outcome in found.items() if not outcome.said] == []
    assert SECRET not in "".join(outcome.said for outcome in found.values())
    leave(f"{len(found)} of {len(PATHS)} refused, 0 bytes from outside")


TREACHEROUS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufeff\ue000\ufdd0\x07"


@pytest.mark.check(10)
def test_treacherous_characters_are_refused_with_code_point_and_column(tmp_path: Path, leave: Leave) -> None:
    for character in TREACHEROUS:
        name = f"U+{ord(character):04X}"
        text = TEXT.replace("爱心书籍", f'"爱心\\U{ord(character):08x}书籍').replace("手中\n", '手中"\n', 1)
        said = outcome(tmp_path / name, write(ITEM, text)).said
        assert f"{ITEM}:1:" in said, name
        assert name in said
    leave(f"{len(TREACHEROUS)} of 16 refused; the sample and five scripts: 0 refused")


@pytest.mark.check(10)
@pytest.mark.parametrize(
    "words",
    ["བོད་ཡིག", "ئۇيغۇرچە", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "Tiếng Việt và Čeština", "ꆈꌠꁱꂷ", "第1—3期（“十四五”）……℃％"],
)
def test_what_people_write_is_not_refused(words: str, tmp_path: Path) -> None:
    text = TEXT.replace("爱心书籍", unicodedata.normalize("NFC", words))
    assert outcome(tmp_path, write(ITEM, text)).said == ""


ALIKE = ["Books", "b\u043eoks", "ｂooks", "book\u0455", "caf\u00e9", "cafe\u0301", "books ", "bo\u200boks"]


@pytest.mark.check(11)
def test_ids_that_look_alike_are_refused(tmp_path: Path, leave: Leave) -> None:
    for number, name in enumerate(ALIKE):
        said = outcome(tmp_path / str(number), write(f"items/2020/{name}.yml", TEXT)).said
        assert "cannot be an id" in said, name
    leave(f"{len(ALIKE)} of 8 refused: an id is small Latin letters, digits, - and _")


MANY = 20_000
BEYOND = {
    "20,000 brackets": TEXT + "  " + "[" * MANY + "\n",
    "20,000 open links": TEXT + "  " + "[a](" * MANY + "\n",
    "300 lists within each other": TEXT + "\n" + "".join(f"  {'  ' * n}- a\n" for n in range(300)),
    "a word of 200,000 characters": TEXT + "  " + "a" * 200_000 + "\n",
    "20,000 headings": TEXT + "\n" + "  # a\n\n" * MANY,
    "10,000 columns": TEXT + "\n  " + "|a" * 10_000 + "|\n  " + "|-" * 10_000 + "|\n",
    "20,000 emphases": TEXT + "  " + "*a **b " * MANY + "\n",
    "20,000 unknown regions": TEXT.replace(
        "region: 皋兰县", f"region: [{', '.join(f'r{n}' for n in range(MANY))}]"
    ),
}


@pytest.mark.check(14)
def test_inputs_beyond_all_measure_are_refused_or_done(tmp_path: Path, leave: Leave) -> None:
    found = [outcome(tmp_path / str(n), write(ITEM, text)) for n, text in enumerate(BEYOND.values())]
    assert max(outcome.megabytes for outcome in found) < 500
    assert max(len(outcome.said.splitlines()) for outcome in found) < MANY
    leave(f"{len(found)} of {len(BEYOND)} refused or done, {worst(found)}")


@pytest.mark.check(22)
@pytest.mark.parametrize("broken", [1, 25])
def test_every_broken_item_of_a_thousand_is_reported(broken: int, tmp_path: Path, leave: Leave) -> None:
    content = content_in(tmp_path)
    for number in range(1000):
        text = TEXT.replace("手中", f"手中之{number}")
        if number % (1000 // broken) == 7:
            text = text.replace("region: 皋兰县", "region: 无此地")
        write(f"items/2021/n{number:04}.yml", text)(content)
    faults = [line for line in outcome_of(content).said.splitlines() if ": warning: " not in line]
    assert len([line for line in faults if "unknown region" in line]) == broken
    leave(f"{broken} of {broken} reported")


def number_as(**facts: str) -> Spoil:
    """Add an issue after those of the base, with numbers of its own choice."""

    def spoil(content: Path) -> None:
        shutil.copy(content / ITEM, content / "items/2020/more.yml")
        write("items/2020/more.yml", TEXT.replace("手中", "手中之二"))(content)
        given = {"number": "5", "year": "2020", "date": "2020-05-05", "status": "issued"} | facts
        name = given.pop("file", f"{given['year']}-{int(given['number'].partition('-')[0]):02}")
        lines = [f"{key}: {value}" for key, value in given.items()] + ["contents: [2020/more]"]
        write(f"issues/{name}.yml", "\n".join(lines) + "\n")(content)

    return spoil


NUMBERING = {
    "a gap": number_as(number="6"),
    "a number twice": number_as(number="4", file="2020-4"),
    "a name that says another": number_as(file="2020-07"),
    "a new year that does not begin with 1": number_as(number="5", year="2021", date="2021-01-05"),
    "dates that run backwards": number_as(date="2020-01-01"),
    "no number": number_as(number="0", file="2020-00"),
    "a combined issue that overlaps": number_as(number="4-5", file="2020-04_05"),
    "a combined issue backwards": number_as(number="6-5", file="2020-06_05"),
    "a supplement among the regular": number_as(kind="supplement"),
    "a year that is not that of the date": number_as(year="2022", file="2022-05"),
}


@pytest.mark.check(25)
def test_faults_of_numbering_are_refused(tmp_path: Path, leave: Leave) -> None:
    assert outcome(tmp_path / "sound", number_as()).said == ""
    found = {n: outcome(tmp_path / str(k), spoil) for k, (n, spoil) in enumerate(NUMBERING.items())}
    assert [name for name, outcome in found.items() if not outcome.is_refused] == []
    leave(f"{len(found)} of {len(NUMBERING)} refused")
