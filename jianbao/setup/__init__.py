"""Set-up: from a checkout and a bare Python to everything a build needs.

Comes in: the checkout, its locks and the machine. Goes out: the path of the Python that runs the
engine, or an EnvironmentFault that names what to do. It runs before any dependency is there, so it
needs the standard library only::

    system ──▶ environment ──▶ project ──▶ faces ──▶ stamp
    libraries  .venv, pip      editable    fonts/    what need not be done again
"""

from jianbao.setup.journey import prepare

__all__ = ["prepare"]
