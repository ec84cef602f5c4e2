"""What stands nearly everywhere, and would be slow to load: pairs that are no tokens, and common words.

Comes in: records. Goes out: heavy pairs; common words, and files of the records that have them. In the
archive of a women's federation 妇联 stands in most items, several times; its places are tens of kilobytes,
the records that have it one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import reduce
from itertools import pairwise

from jianbao.artifact import Artifact
from jianbao.outputs.website import SearchRecord
from jianbao.search_index.columns import distances, json_bytes
from jianbao.search_index.tokens import IDEOGRAPH, normalized

MANY = 5000
"""A pair of characters that stands in more places is heavy."""

SHELVES = 1024
"""Over how many files common words are spread; the search page knows the same number."""

_SHARE = 0.05
"""A word with a heavy pair is common that stands in so large a share of the records."""

_LONGEST = 8
"""How many characters a common word has at most; the search page knows the same number."""

_RUN = re.compile(f"[{IDEOGRAPH}]{{2,}}")


def heavy_pairs(records: Sequence[SearchRecord], many: int = MANY) -> Set[str]:
    """Return the pairs of ideographs that stand in more than so many places."""
    found = Counter(
        first + second for record in records for run in _runs(record) for first, second in pairwise(run)
    )
    return {pair for pair, places in found.items() if places > many}


def common_words(records: Sequence[SearchRecord], heavy: Set[str]) -> dict[str, list[int]]:
    """Return every heavy pair, and the words around one that many records have, with these records."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records if heavy else ()):
        for word in sorted({word for run in _runs(record) for word in _words(run, heavy)}):
            places[word].append(place)
    least = _SHARE * len(records)
    return {word: places[word] for word in sorted(places) if word in heavy or len(places[word]) >= least}


def common_files(words: Mapping[str, Sequence[int]], records: Sequence[SearchRecord]) -> Iterator[Artifact]:
    """Yield search/common/0.json to 1023.json: for each word the records that have it, and in their title.

    All of them are there, or none: the search page looks into one to learn whether a word is common.
    """
    titles = [normalized(record.title) for record in records]
    shelves: list[dict[str, list[list[int]]]] = [{} for _ in range(SHELVES if words else 0)]
    for word, places in words.items():
        titled = [place for place in places if word in titles[place]]
        shelves[_shelf(word)][word] = [distances(places), distances(titled)]
    for number, shelf in enumerate(shelves):
        yield Artifact(f"search/common/{number}.json", json_bytes(shelf))


def _shelf(word: str) -> int:
    """Return where a word is kept: words that begin alike lie far apart, or one file would hold them all."""
    return reduce(lambda shelf, letter: (31 * shelf + ord(letter)) % SHELVES, word, 0)


def _runs(record: SearchRecord) -> list[str]:
    return _RUN.findall(normalized(record.whole))


def _words(run: str, heavy: Set[str]) -> Iterator[str]:
    """Yield the words of a run that hold a heavy pair."""
    for place, pair in enumerate(map("".join, pairwise(run))):
        if pair in heavy:
            for start in range(max(0, place + 2 - _LONGEST), place + 1):
                for end in range(place + 2, min(start + _LONGEST, len(run)) + 1):
                    yield run[start:end]
