"""Words so common that the index would be slow to load for them: in which records they stand, and no more.

Comes in: records. Goes out: common words, and files of the records that have them. In the archive of a
women's federation 妇联 stands in most items, several times; of it every place is in the index, which is tens
of kilobytes, while the records that have it take one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from jianbao.artifact import Artifact
from jianbao.outputs.website import SearchRecord
from jianbao.search_index.columns import distances, json_bytes
from jianbao.search_index.tokens import IDEOGRAPH, normalized

SHELVES = 64
"""Over how many files the words are spread, by their first character; the search page knows it too."""

_MANY = 8000
"""A pair of characters that stands in so many places is heavy to load."""

_SHARE = 0.2
"""A word is common that stands in so large a share of the records, and holds such a pair."""

_LONGEST = 6
_RUN = re.compile(f"[{IDEOGRAPH}]{{2,}}")


def common_words(records: Sequence[SearchRecord]) -> dict[str, list[int]]:
    """Return the common words and the places of the records that have them."""
    runs = [_RUN.findall(normalized(record.whole)) for record in records]
    pairs = Counter(first + second for found in runs for run in found for first, second in pairwise(run))
    heavy = {pair for pair, times in pairs.items() if times > _MANY}
    places: defaultdict[str, list[int]] = defaultdict(list)
    if heavy:
        for place, found in enumerate(runs):
            for word in sorted({word for run in found for word in _words(run, heavy)}):
                places[word].append(place)
    return {word: places[word] for word in sorted(places) if len(places[word]) >= _SHARE * len(records)}


def common_files(words: Mapping[str, Sequence[int]], records: Sequence[SearchRecord]) -> Iterator[Artifact]:
    """Yield search/common/0.json to 63.json: for each word the records that have it, and in their title."""
    titles = [normalized(record.title) for record in records]
    shelves: defaultdict[int, dict[str, list[list[int]]]] = defaultdict(dict)
    for word, places in words.items():
        titled = [place for place in places if word in titles[place]]
        shelves[ord(word[0]) % SHELVES][word] = [distances(places), distances(titled)]
    for number, shelf in sorted(shelves.items()):
        yield Artifact(f"search/common/{number}.json", json_bytes(shelf))


def _words(run: str, heavy: set[str]) -> Iterator[str]:
    """Yield the words of a run that hold a heavy pair."""
    for place, pair in enumerate(map("".join, pairwise(run))):
        if pair in heavy:
            for start in range(max(0, place + 2 - _LONGEST), place + 1):
                for end in range(place + 2, min(start + _LONGEST, len(run)) + 1):
                    yield run[start:end]
