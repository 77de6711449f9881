"""A headless Chromium, spoken to through pipes (Chrome DevTools Protocol): no driver, no port, no request."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--lang=en-US",
)  # fmt: skip


_LONGEST = 60  # seconds without an answer
_HELP = """
const all = (what) => [...document.querySelectorAll(what)];
const seen = (what) => all(what).filter((one) => one.checkVisibility());
"""
_START = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 20) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page; `requests` has what it has asked for, as addresses begin, and `said` what its console has told."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = os.fdopen(to, "wb"), os.fdopen(back, "rb")
        self._number, self._left, self._session = 0, b"", ""
        self._events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> Any:
        """What the browser answers to a command."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        self._to.flush()
        while (answer := self._next()).get("id") != self._number:
            self._events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: Path, scripted: bool = True) -> None:
        """Go to a file, and wait until it is there."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripted)
        self._events.clear()
        self.ask("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self._events):
            self._events.append(self._next())

    def run(self, script: str) -> Any:
        """What a script of ours returns or promises, also where a page's own are off; `all`, `seen` take selectors."""
        result = self.ask("Runtime.evaluate", expression=f"(() => {{ {_HELP} {script} }})()", returnByValue=True,
                          awaitPromise=True)  # fmt: skip
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.ask("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key, by its name (Tab)."""
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode={"Tab": 9}[key])

    def picture(self, path: Path, width: int = 1280, height: int = 1600) -> None:
        """Save what is seen."""
        self.window(width, height)
        path.write_bytes(b64decode(self.ask("Page.captureScreenshot")["data"]))

    def window(self, width: int, height: int = 900, media: str = "screen", scheme: str = "light") -> None:
        """Make the window so large, in CSS pixels; `media` may be print, and the colour `scheme` dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=features)

    @property
    def requests(self) -> list[str]:
        sent = (event for event in self._events if event.get("method") == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"][:80] for event in sent]

    @property
    def said(self) -> list[str]:
        told = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(event["params"]) for event in self._events if event.get("method") in told]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            assert select.select([self._back], [], [], _LONGEST)[0], "the browser says nothing"
            more = self._back.read1(1 << 20)
            assert more, "the browser is gone"
            self._left += more
        message, _, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser that reads its commands from 3 and answers on 4, as it is made to."""
    assert PROGRAM
    (theirs_in, to), (back, theirs_out) = os.pipe(), os.pipe()
    started = [
        sys.executable,
        "-c",
        _START,
        f"{theirs_in}",
        f"{theirs_out}",
        PROGRAM,
        *_OPTIONS,
        f"--user-data-dir={profile}",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen(started, pass_fds=(theirs_in, theirs_out), **quiet)
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(to, back)
    finally:
        child.terminate()
        child.wait(20)
