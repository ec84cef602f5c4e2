"""Typefaces: found once, cut down to the glyphs that are used, and shared by the papers of a volume.

Comes in: fonts of Pango, and texts. Goes out: fonts of a PDF.
"""
