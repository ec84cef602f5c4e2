"""Pages: what stands on them, what is tagged, and what is worked out once instead of for each.

Comes in: boxes and pages as WeasyPrint lays them out. Goes out: the same, fitted, tagged and sooner.
"""
