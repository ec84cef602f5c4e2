"""Makes the files of the search, or takes them from the store when no record has changed.

Comes in: records, and a store of its own. Goes out: files below search/.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence, Set
from pathlib import Path

from jianbao.artifact import Artifact
from jianbao.outputs.website import SearchRecord
from jianbao.search_index.columns import facet_file, unit_files
from jianbao.search_index.common import MANY, common_files, common_words, heavy_pairs
from jianbao.search_index.engine import Document, engine_version, write_index
from jianbao.search_index.tokens import BLANK, BREAK, EACH, normalized, tokens
from jianbao.work import Store, hash_of

_FOLDER = "search/pagefind"
_TITLE_ROOM = 48
"""How many tokens a title takes at least; the search page knows the same number."""

_STEP = 64
"""Texts are filled up to a multiple of so many tokens: every search loads the lengths of all texts."""
_OURS = sorted(Path(__file__).parent.glob("*.py"))


def make_index(
    records: Sequence[SearchRecord],
    store: Store,
    done: Callable[[str], None] = lambda _: None,
    *,
    many: int = MANY,
) -> tuple[Artifact, ...]:
    """Return the files of the search; `done` is told the address of each record as it is taken up.

    The store holds the newest index only: that of a large archive is tens of megabytes. A pair of characters
    that stands in more than `many` places is heavy to load, and cut otherwise.

    Raises:
        EnvironmentFault: Pagefind is missing or fails; says what mends it.
    """
    key = hash_of((engine_version(), str(many), *(file.read_bytes() for file in _OURS), *map(repr, records)))
    packed = store.get(key)
    if packed is not None:
        for record in records:
            done(record.address)
        return tuple(_unpack(packed))
    heavy = heavy_pairs(records, many)
    common = common_words(records, heavy)
    documents = [_document(record, heavy) for record in records]
    files = (
        facet_file(records, heavy),
        *unit_files(records),
        *common_files(common, records),
        *(write_index(documents, _FOLDER, done) if records else ()),
    )
    store.put(key, _pack(files))
    store.keep_only(key)
    return files


def _document(record: SearchRecord, heavy: Set[str]) -> Document:
    """Cut a record up; its title takes the same room in each, so that a place tells what is found there."""
    title, *others = ([*tokens(normalized(segment), heavy)] for segment in record.segments)
    content = [EACH, *title, *_filling(len(title) + 1, _TITLE_ROOM)]
    for segment in others:
        content += [BREAK, *segment]
    content += _filling(len(content), _STEP)
    return Document(url=record.address, content=" ".join(content), date=record.date.isoformat())


def _filling(length: int, step: int) -> list[str]:
    return [BLANK] * (-length % step)


def _pack(files: Iterable[Artifact]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.path), file.content)
    return packed.getvalue()


def _unpack(packed: bytes) -> Iterable[Artifact]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            yield Artifact(name, archive.read(name))
