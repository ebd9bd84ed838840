"""A kit made here installs, starts and scores in a namespace without any network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFLINE = """
import json, os, signal, subprocess, sys, time, urllib.request
kit, home = sys.argv[1:]
subprocess.run(["ip", "link", "set", "lo", "up"], check=False)
try:
    urllib.request.urlopen("https://pypi.org", timeout=5)
    sys.exit("the network is not cut")
except OSError:
    pass
app = subprocess.Popen(["sh", f"{kit}/BAT-DAU-Linux.sh", "--home", home, "--no-browser", "--port", "8741"],
                       start_new_session=True)
try:
    for _ in range(600):
        try:
            asked = urllib.request.Request("http://localhost:8741/", headers={"Accept": "text/html"})
            page = urllib.request.urlopen(asked, timeout=5)
            break
        except OSError:
            assert app.poll() is None, "the app ended"
            time.sleep(1)
    assert page.status == 200 and "Chốt Đơn" in page.read().decode()
finally:
    os.killpg(app.pid, signal.SIGKILL)
(venv,) = __import__("pathlib").Path(home).glob("*/venv/bin/python")
told = subprocess.run([venv, "-c", "from coach.settings import shipped; print(shipped('media'))"],
                      capture_output=True, text=True, check=True)
film = f"{told.stdout.strip()}/en_na_poor.mp4"
asked = [venv, "-m", "coach.cli", "score", film, "--lesson", "L02", "--language", "en", "--json"]
scored = subprocess.run(asked, capture_output=True, text=True, check=True)
print(json.loads(scored.stdout)["points"])
"""


@pytest.mark.drill
def test_a_kit_needs_no_network(tmp_path: Path) -> None:
    if sys.platform != "linux" or shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.skip("only root on Linux can cut the network off for one program")
    kit, home = tmp_path / "kit", tmp_path / "home"
    subprocess.run([sys.executable, "-m", "coach.cli", "kit", str(kit)], cwd=ROOT, check=True, timeout=900)
    (tmp_path / "data" / "chot-don").mkdir(parents=True)
    (tmp_path / "data" / "chot-don" / ".demonstration").touch()  # its takes would be scored beside ours
    (tmp_path / "offline.py").write_text(OFFLINE, "utf-8")
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "COACH_"))
    }
    clean |= {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "OMP_NUM_THREADS": "1"}
    clean |= {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/sbin:/usr/bin:/bin",
    }
    done = subprocess.Popen(
        ["unshare", "-n", sys.executable, str(tmp_path / "offline.py"), str(kit), str(home)],
        env=clean, cwd=tmp_path, start_new_session=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        told, _ = done.communicate(timeout=1200)
    finally:
        if done.poll() is None:
            os.killpg(done.pid, signal.SIGKILL)
    assert done.returncode == 0
    assert "'low'" in told
