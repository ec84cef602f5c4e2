"""Files: what an archive asks of a PDF, pictures in it, and its objects packed.

Comes in: a PDF as WeasyPrint or qpdf writes it. Goes out: one that archives, checkers and printers accept.
"""
