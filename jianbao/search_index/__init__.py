"""The search index: what the search page loads to find Chinese words wherever they stand in a sentence.

Comes in: records. Goes out: files below search/: the index of Pagefind, facets and the records that bear
them, and for each character the records it stands in. The same records give the same bytes::

    records ──tokens──▶ Pagefind ──▶ search/pagefind/     words: texts in small chunks, loaded as needed
       └────columns───────────────▶ search/records.json   facets: loaded once, narrowed and counted at once
       └────columns───────────────▶ search/characters/    single characters, of which a word is no part
"""

from jianbao.search_index.index import make_index

__all__ = ["make_index"]
