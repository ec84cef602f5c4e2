"""What paper needs: pages from HTML, and what WeasyPrint lacks for Chinese text.

Comes in: HTML, measures, typefaces, pictures. Goes out: finished PDFs. Only here and in
`jianbao.outputs.issue_pdf` may WeasyPrint be imported.
"""
