"""What the fuzzers begin with: the sample's texts, the faults of tests/faults, signs of both languages."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "trust")]

SIGNS = (
    *("# ", "- ", "1. ", "> ", "    ", "**", "*", "_", "`", "```", "~~~", "[", "](", "![", "[^1]", "[^1]: "),
    *(
        "| a | b |",
        "|---|---|",
        "<b>",
        "</",
        "<!--",
        "&lt;",
        "\\",
        "javascript:",
        "item:2020/jobs",
        "mailto:",
    ),
    *(
        "issue:2020-03",
        "https://",
        "\u3000",
        "留",
        "\u202e",
        "\u0301",
        "title: ",
        "body: |",
        "parts:",
        "'",
        '"',
    ),
    *("- region: ", "status: ", "date: ", "2020-04-03", "&a", "*a", "<<: ", "!!", "contents:", "{", "}"),
    *("distribution:", "members: [", "extra_copies: {", "aliases: [", "embargo: "),
)


def arguments(given: list[str], seeds: Iterable[bytes]) -> list[str]:
    """Return libFuzzer's arguments, with seeds and a dictionary; a corpus that is given comes first."""
    folder = Path(tempfile.mkdtemp(prefix="seeds-"))
    (folder / "seeds").mkdir()
    for number, seed in enumerate(seeds):
        (folder / "seeds" / f"{number:04}").write_bytes(seed)
    words = ["".join(f"\\x{byte:02x}" for byte in sign.encode()) for sign in SIGNS]
    (folder / "signs").write_text("".join(f'"{word}"\n' for word in words), encoding="ascii")
    return [*given, str(folder / "seeds"), f"-dict={folder / 'signs'}"]
