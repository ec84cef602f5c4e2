"""Runs jobs: small, picklable and pure, so that it does not matter where they run.

Comes in: jobs, and any `concurrent.futures.Executor`. Goes out: their results, in the order of the jobs.
"""

import errno
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass

from jianbao.diagnostics import EnvironmentFault
from jianbao.work.store import Store

_WORTH_A_POOL = 3


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: what it is called, a hash of its inputs, and a picklable call that returns bytes."""

    name: str
    key: str
    call: Callable[[], bytes]


def run_jobs(
    jobs: Sequence[Job],
    store: Store,
    *,
    done: Callable[[str], None],
    executor: Executor | None = None,
) -> list[bytes]:
    """Return the result of each job: from the store where it is there, else made and kept.

    `done` is told the name of each job as it ends. Without an `executor` a few jobs run here, many in as
    many processes as there are processors.

    Raises:
        EnvironmentFault: no further process can be started.
    """
    results = {job.key: store.get(job.key) for job in jobs}
    waiting = [job for job in jobs if results[job.key] is None]
    for job in jobs:
        if results[job.key] is not None:
            done(job.name)

    def keep(job: Job, content: bytes) -> None:
        store.put(job.key, content)
        results[job.key] = content
        done(job.name)

    if executor is None and len(waiting) < _WORTH_A_POOL:
        for job in waiting:
            keep(job, job.call())
    elif executor is None:
        try:
            with _pool(len(waiting)) as pool:
                _run_in(pool, waiting, keep)
        except OSError as error:
            if error.errno not in (None, errno.EPIPE):  # those of a file have one of their own
                raise
            what = "no further process can be started to set papers"
            raise EnvironmentFault(f"{what}; see that this user may run {sys.executable}") from None
    else:
        _run_in(executor, waiting, keep)
    return [content for job in jobs if (content := results[job.key]) is not None]


def _run_in(executor: Executor, jobs: Sequence[Job], keep: Callable[[Job, bytes], None]) -> None:
    futures = {executor.submit(job.call): job for job in jobs}
    for future in as_completed(futures):
        keep(futures[future], future.result())


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes start clean and are renewed, for layout leaves memory behind."""
    processes = min(jobs, os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1)
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=processes, mp_context=context, max_tasks_per_child=100)
