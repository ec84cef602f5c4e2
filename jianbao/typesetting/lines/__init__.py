"""Chinese lines: where they end, how far apart their characters stand, and how they are drawn.

Comes in: a paragraph as WeasyPrint is about to break it. Goes out: its lines, flush at both edges.
"""
