"""Jianbao turns news items into numbered bulletins: a website, papers and a record of both.

The journey, in which data travels one way::

    content/*.yml ──load──▶ Publication ──plan──▶ Outline ──outputs──▶ artifacts ──release──▶ site/
"""

__version__ = "0.1.0"
