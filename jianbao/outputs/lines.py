"""JSON in lines: what it is about first, then an entry a line, so that it can be compared as a text can.

Comes in: the head, and entries that are JSON already. Goes out: bytes in UTF-8; ideographs stay as they are.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def write_json(head: Mapping[str, Any], name: str, entries: Iterable[str]) -> bytes:
    """Write an object: what `head` says, and under `name` the entries."""
    before = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join(entries)
    return f'{before},\n "{name}": [\n{lines}\n ]\n}}\n'.encode()
