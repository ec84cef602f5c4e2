"""Presswork: colours as inks, pictures in inks, and the marks around a page.

Comes in: colours and pages of an archive file. Goes out: what a press prints.
"""
