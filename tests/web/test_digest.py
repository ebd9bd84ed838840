"""The digest that the page makes by itself is the digest that everybody else makes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from coach.web.assets import FOLDER
from coach.web.pieces import content_digest

CHROMIUM = Path("/usr/bin/chromium")
LENGTHS = (0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 65_536, 1_000_003)
BOTH = """async lengths => Promise.all(lengths.map(async length => {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 7 + 3) % 256);
  const own = [...ownSha256(bytes)].map(one => one.toString(16).padStart(2, '0')).join('');
  return [own, await contentDigest(bytes.buffer)];
}))"""


@pytest.mark.browser
def test_our_own_digest_is_sha256() -> None:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(content=(FOLDER / "digest.js").read_text("utf-8"))
        told = page.evaluate(BOTH, list(LENGTHS))
        browser.close()
    whole = [bytes((at * 7 + 3) % 256 for at in range(length)) for length in LENGTHS]
    assert [own for own, _ in told] == [hashlib.sha256(one).hexdigest() for one in whole]
    assert [header for _, header in told] == [content_digest(one) for one in whole]
