"""Several machines, here several processes on one: a scheduler and two workers, of which one is killed at work."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

pytest.importorskip("distributed")

from carefold.batch import cluster
from carefold.batch.task import Task
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order

pytestmark = pytest.mark.all  # starting a cluster takes a while
HANDOUTS = [f"h{number}" for number in range(8)]
WAIT = 90  # seconds, at most


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    """The address of a scheduler, and its two workers."""
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"
    options = ("--scheduler-file", str(file), "--no-dashboard")
    with ExitStack() as stack:
        start("scheduler", *options, "--host", "127.0.0.1", "--port", "0", stack=stack)
        address = wait_for(lambda: json.loads(file.read_text())["address"])
        workers = [start("worker", *options, "--no-nanny", "--nthreads", "1", stack=stack) for _ in range(2)]
        wait_for(lambda: len(seen(address)) == 2 or None)
        yield address, workers


def start(what, *options, stack):
    code = f"from distributed.cli.dask_{what} import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=os.sep
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def wait_for(look):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            if (found := look()) is not None:
                return found
        except (OSError, ValueError):
            pass
        time.sleep(0.05)
    raise AssertionError("the cluster did not start")


def seen(address):
    from distributed import Client

    with Client(address, timeout=WAIT, set_as_default=False) as client:
        return client.scheduler_info()["workers"]


@pytest.fixture
def shelf(clinic):
    for name in HANDOUTS:
        clinic.write(title=f"About {name}", id=name)
        (clinic.folder / "handouts" / "h.yaml").rename(clinic.folder / "handouts" / f"{name}.yaml")
    return clinic


def test_a_worker_dies_and_every_file_is_whole(dask, shelf, carefold, monkeypatch):
    """The same bytes as one machine makes, each file once."""
    address, workers = dask
    alone = carefold("build", "--jobs", "1", "--layout", "letter", "--out", "alone", "--json", cwd=shelf.folder)
    kept = cluster.far_outcomes

    def dying(*given):
        for number, done in enumerate(kept(*given)):
            if number == 0:
                workers[0].kill()
            yield done

    monkeypatch.setattr(cluster, "far_outcomes", dying)
    run = carefold("build", "--cluster", address, "--layout", "letter", "--out", "far", "--json", cwd=shelf.folder)
    assert (run.code, alone.code) == (0, 0), run.err
    assert sorted(one["handout"] for one in run.document["built"]) == HANDOUTS
    for name in HANDOUTS:
        file = f"{name}.letter.pdf"
        assert (shelf.folder / "far" / file).read_bytes() == (shelf.folder / "alone" / file).read_bytes()


def test_what_a_worker_finds_is_told_where_it_lies_here(dask, shelf, carefold):
    clinic_file = shelf.folder / "handouts" / "h3.yaml"
    clinic_file.write_text(clinic_file.read_text() + "nonsense: here\n")
    near = carefold("build", "h2", "h3", "--layout", "letter", "--force", cwd=shelf.folder)
    far = carefold("build", "h2", "h3", "--layout", "letter", "--force", "--cluster", dask[0], cwd=shelf.folder)
    assert (near.code, far.code) == (1, 1)
    assert near.err == far.err


def test_workers_of_another_version_are_refused(dask, monkeypatch):
    own = cluster.tools()
    monkeypatch.setattr(cluster, "tools", lambda: {**own, "reportlab": "1.0"})  # here, not there
    with pytest.raises(CarefoldError) as caught, cluster.connected(dask[0]):
        pass
    assert f"has reportlab {own['reportlab']}, and here is 1.0." in str(caught.value)


def test_no_cluster(carefold, shelf):
    run = carefold("build", "--cluster", "tcp://127.0.0.1:9", "--layout", "letter", cwd=shelf.folder)
    assert run.code == 3
    assert "no cluster answers at tcp://127.0.0.1:9." in run.err


def test_a_parcel_needs_nothing_else(shelf, tmp_path):
    """What is sent is enough, wherever it is unpacked."""
    from carefold.commands.here import project_at

    project = project_at(shelf.folder)
    files = tuple(
        (path.relative_to(shelf.folder).as_posix(), path.read_bytes())
        for path in map(shelf.folder.joinpath, ("brand.yaml", "logo.svg", "handouts/h1.yaml"))
    )
    parcel = cluster.Parcel(files, project.today, project.modified)
    (made,) = cluster.work_far(parcel, Task((Order("h1", "letter"),)))
    assert made.name == "h1.letter.pdf" and made.data.startswith(b"%PDF")
