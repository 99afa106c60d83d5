"""A signed ticket survives paper: printed, read from the picture of the paper, and believed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from drivers.printers.blocks import Cut, Qr, Text
from drivers.printers.compose import compose
from drivers.printers.profiles import profile
from kiosk.counter.counter import Counter
from kiosk.counter.verdict import Valid
from tests.counter.office import Office


@pytest.mark.parametrize("paper", ["escpos-80", "escpos-80-native-qr", "escpos-80-180dpi", "escpos-58"])
def test_what_is_on_the_paper_is_believed_at_the_counter(
    paper: str, office: Office, counter: Counter, tmp_path: Path
) -> None:
    number = office.give("akta-kelahiran")
    stamped = office.stamped(number)
    blocks = [Text(str(number), size=8), Qr(stamped.qr), Text(stamped.code), Cut()]
    sent, picture = tmp_path / "ticket.bin", tmp_path / "ticket.png"
    sent.write_bytes(compose(blocks, profile(paper), job="000001"))
    subprocess.run(
        [sys.executable, "-m", "drivers", "render", str(sent), "--out", str(picture), "--profile", paper],
        check=True,
        capture_output=True,
        timeout=60,
    )
    (read,) = zxingcpp.read_barcodes(Image.open(picture), formats=zxingcpp.BarcodeFormat.QRCode)
    assert read.text == stamped.qr
    assert isinstance(counter.look(read.text), Valid)
