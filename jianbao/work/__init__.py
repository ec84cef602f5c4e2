"""Does the work of a build: jobs in this process or several, results kept for the next build."""

from jianbao.work.jobs import Job, run_jobs
from jianbao.work.store import Store, hash_of

__all__ = ["Job", "Store", "hash_of", "run_jobs"]
