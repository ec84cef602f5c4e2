"""The search index: what the search page loads to find Chinese words wherever they stand in a sentence.

Comes in: records. Goes out: files below search/: the index of Pagefind, facets and the records that bear
them, and for some words the records that have them. The same records give the same bytes::

    records ──tokens──▶ Pagefind ──▶ search/pagefind/     texts, and where tokens stand, loaded as needed
       └────columns───────────────▶ search/records.json   facets: loaded once, narrowed and counted at once
       └────columns───────────────▶ search/units/         single characters, numbers, Latin words
       └────common────────────────▶ search/common/        words that stand nearly everywhere
"""

from jianbao.search_index.index import make_index

__all__ = ["make_index"]
