"""QR codes: drawn for cards, and found again in a picture of the camera."""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

CARD, CLASS = "card", "class"  # what stands behind the # of an address, where no server and no log sees it
LARGEST_PX = 4_000_000  # of a picture that is looked at
LOOKING = Lock()  # one picture at a time: strangers may send them


def card_address(base: str, token: str) -> str:
    """What a learner's card says: the address of the sign-in page, the card behind its #."""
    return f"{base.rstrip('/')}/sign-in#{CARD}={token}"


def class_address(base: str, code: str) -> str:
    """What hangs on the classroom's wall: the sign-in page with the class filled in."""
    return f"{base.rstrip('/')}/sign-in#{CLASS}={code}"


def drawn(text: str, label: str) -> str:
    """A QR code as an SVG picture; a crumpled corner (15 %) does no harm."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        border=4,
        scale=4,
        svgclass=None,
        lineclass=None,
        title=label,
        omitsize=True,
    )
    return out.getvalue().decode("utf-8")


def read_codes(picture: bytes) -> tuple[str, ...]:
    """The texts of the QR codes in a JPEG picture; none where it is no picture."""
    try:
        image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
        if image is None or image.size > LARGEST_PX:
            return ()
        with LOOKING:
            return _texts(cv2.QRCodeDetector(), image) or _texts(cv2.QRCodeDetectorAruco(), image)
    except cv2.error:
        return ()


def _texts(detector: cv2.QRCodeDetector | cv2.QRCodeDetectorAruco, image: NDArray[Any]) -> tuple[str, ...]:
    """What that detector reads; the first misses 3 of 100 slanted cards, both hardly ever the same one."""
    _, texts, _, _ = detector.detectAndDecodeMulti(image)
    return tuple(filter(None, texts))


def card_in(text: str) -> str:
    """The card's token in what a QR code says; empty for any other code."""
    parts = urlsplit(text)
    told = parse_qs(parts.fragment).get(CARD, [""]) if parts.path.endswith("/sign-in") else [""]
    return told[0]
