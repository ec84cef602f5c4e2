"""Results are kept by what they depend on, and never believed when damaged."""

import subprocess
import sys
from pathlib import Path

from jianbao.work import Job, Store, hash_of, run_jobs

ROOT = Path(__file__).parents[2]


def test_gives_back_what_was_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put("ab12", b"paper")
    assert store.get("ab12") == b"paper"
    assert store.get("cd34") is None


def test_a_damaged_result_counts_as_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("ab12", b"paper")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-1] + b"R")
    assert store.get("ab12") is None


def test_a_hash_tells_texts_apart_that_only_join_alike() -> None:
    assert hash_of(("ab", "c")) != hash_of(("a", "bc"))
    assert hash_of(("ab",)) == hash_of((b"ab",))


class Counted:
    """A call that can be sent to another process and leaves a trace where it ran."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name

    def __call__(self) -> bytes:
        (self.folder / self.name).touch()
        return self.name.encode()


def jobs_in(folder: Path, count: int) -> list[Job]:
    names = [f"job-{number}" for number in range(count)]
    return [Job(name, hash_of((name,)), Counted(folder, name)) for name in names]


def test_makes_only_what_the_store_does_not_have(tmp_path: Path) -> None:
    store, traces = Store(tmp_path / "store"), tmp_path / "traces"
    traces.mkdir()
    jobs = jobs_in(traces, 2)
    store.put(jobs[0].key, b"kept")
    told: list[str] = []
    assert run_jobs(jobs, store, done=told.append) == [b"kept", b"job-1"]
    assert sorted(told) == ["job-0", "job-1"]
    assert [trace.name for trace in traces.iterdir()] == ["job-1"]


def test_many_jobs_run_in_other_processes_and_keep_their_order(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (tmp_path / "traces").mkdir()
    results = run_jobs(jobs_in(tmp_path / "traces", 4), store, done=lambda _: None)
    assert results == [b"job-0", b"job-1", b"job-2", b"job-3"]


NO_PROCESS = """
import multiprocessing, sys
from concurrent.futures import BrokenExecutor
from pathlib import Path
from jianbao.diagnostics import EnvironmentFault
from jianbao.work import Job, Store, run_jobs
if __name__ == "__main__":
    multiprocessing.set_executable("/nowhere/python")
    try:
        run_jobs([Job(str(n), str(n), str.encode) for n in range(4)], Store(Path(sys.argv[1])), done=print)
    except BrokenPipeError:
        print("taken for an output that nobody reads")
    except (EnvironmentFault, BrokenExecutor, FileNotFoundError):  # which of them is a matter of moments
        print("told")
"""


def test_says_so_where_no_further_process_can_be_started(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-c", NO_PROCESS, tmp_path), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout == "told\n", done.stderr
