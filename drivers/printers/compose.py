"""Blocks -> the bytes of one ticket, through python-escpos' ``Dummy``.

It is never given text that it could pass on as a command.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from drivers.printers.blocks import (
    Align,
    Banner,
    Block,
    Cut,
    Item,
    Ornament,
    Qr,
    Row,
    Rule,
    Space,
    Text,
)
from drivers.printers.escpos_dummy import dummy
from drivers.printers.kawung import kawung
from drivers.printers.lines import balanced, row, wrap
from drivers.printers.outcome import Capability
from drivers.printers.pictures import Rows, blank, matrix, module_dots, raster, side
from drivers.printers.profiles import Profile, QrMethod
from drivers.printers.tokens import REAL_TIME, tokenize

BULLET = "- "

INTENDED = frozenset(
    {
        "text", "LF", "ESC @", "ESC J", "ESC a", "ESC E", "ESC d", "ESC t", "GS !", "GS B", "GS V", "GS a", "GS b",
        "GS r", "GS v 0", "GS ( k", "GS ( H",
    }
)  # fmt: skip
"""Names of all commands a ticket may contain."""


def process_ids(job: str) -> tuple[bytes, bytes]:
    """The two marks of a job, four characters each: after its last line, and after its cut."""
    rest, tag = zlib.crc32(job.encode()), bytearray()
    for _ in range(3):
        rest, digit = divmod(rest, 94)
        tag.append(0x21 + digit)
    return b"P" + bytes(tag), b"C" + bytes(tag)


def acknowledge(mark: bytes) -> bytes:
    """The command that makes the printer answer ``37 22`` mark ``00`` when it has printed up to here."""
    return b"\x1d(H\x06\x0000" + mark


def compose(
    blocks: Iterable[Block], profile: Profile, *, job: str, capability: Capability = Capability.PROCESS_ID
) -> bytes:
    """The whole ticket as one ``bytes``: reset, blocks, and the marks of ``job`` that ``capability`` understands.

    Raises ValueError if a QR code does not fit on the paper with four dots a module.
    """
    return b"".join(pieces(blocks, profile, job=job, capability=capability))


def pieces(
    blocks: Iterable[Block], profile: Profile, *, job: str, capability: Capability = Capability.PROCESS_ID
) -> Iterator[bytes]:
    """As ``compose``, in pieces of whole commands: what stands above a code is on the wire while the code is drawn.

    Raises ValueError before the first piece.
    """
    blocks = list(blocks)
    for block in blocks:
        if isinstance(block, Qr):
            module_dots(side(block.data), profile)
    ticket = _Ticket(profile)
    before = b""
    for part in _parts(blocks, job, capability):
        if isinstance(part, Qr) and profile.qr is not QrMethod.NATIVE:
            piece = ticket.take()
            yield _proven(piece, before)
            before = piece
        ticket.add(part)
    yield _proven(ticket.take(), before)


def wire_bytes(blocks: Iterable[Block], profile: Profile) -> int:
    """How many bytes ``compose`` makes of them, without the time that drawing a code takes."""
    ticket = _Ticket(profile, drawn=blank)
    for part in _parts(list(blocks), "measured", Capability.PROCESS_ID):
        ticket.add(part)
    return len(ticket.take())


def _parts(blocks: Sequence[Block], job: str, capability: Capability) -> Iterator[Block | bytes]:
    """The blocks, and between them the commands that make the printer vouch for them."""
    last_cut = max((at for at, block in enumerate(blocks) if isinstance(block, Cut)), default=len(blocks))
    after_lines, after_cut = (acknowledge(mark) for mark in process_ids(job))
    marked = capability is Capability.PROCESS_ID
    if marked:
        yield b"\x1da\x0e"  # report paper, cover and errors at once; ESC @ has just turned it off
    yield from blocks[:last_cut]
    if marked:
        yield after_lines
    yield from blocks[last_cut:]
    if marked:
        yield after_cut
    if capability is Capability.FENCE:
        yield b"\x1dr\x01"


def _proven(data: bytes, before: bytes) -> bytes:
    """The same bytes, if they say only what was meant, also right behind those ``before``; a last line of defence, so
    it raises AssertionError."""
    tokens, pending = tokenize(data)
    strange = {token.name for token in tokens} - INTENDED
    if strange or pending or REAL_TIME.search(before[-1:] + data):
        raise AssertionError(
            f"a composed ticket would say {sorted(strange)}, pending {pending}: {data.hex(' ')}"
        )
    return data


class _Ticket:
    """A ticket being written; remembers the printer's settings, to send only what changes."""

    def __init__(self, profile: Profile, drawn: Callable[[str], Rows] | None = None) -> None:
        self._profile = profile
        self._drawn = drawn or matrix
        self._printer = dummy(profile.escpos)
        self._align: Align = "left"
        self._bold = False
        self._size = 1
        self._printer.hw("INIT")
        self._printer.charcode("CP437")  # not the first page of the profile: on some printers that is kana
        if profile.smoothing:
            self._printer.set(smooth=True)

    def take(self) -> bytes:
        """The bytes since the last time."""
        data = bytes(self._printer.output)
        self._printer.clear()
        return data

    def raw(self, data: bytes) -> None:
        self._printer._raw(data)

    def add(self, part: Block | bytes) -> None:
        match part:
            case bytes():
                self.raw(part)
            case Text(text, size, bold, align):
                self._set(size=size, bold=bold, align=align)
                for line in (balanced if align == "center" else wrap)(text, self._profile.columns // size):
                    self._line(line)
            case Row(left, right, bold):
                self._set(bold=bold)
                for line in row(left, right, self._profile.columns):
                    self._line(line)
            case Item(text):
                self._set()
                for at, line in enumerate(wrap(text, self._profile.columns - len(BULLET))):
                    self._line((BULLET if at == 0 else " " * len(BULLET)) + line)
            case Banner(text, size):
                self._banner(wrap(text, self._profile.columns // size - 2), size)
            case Rule(char):
                self._set()
                self._line(char * self._profile.columns)
            case Space(lines):
                self._set()
                self._printer.text("\n" * lines)
            case Ornament(repeats):
                self._set(align="center")
                self._picture(kawung(repeats), times=1, scale=2)
                self.raw(b"\x1bJ\x0c")  # a millimetre or two: units of 1/203 to 1/360 inch
            case Qr(data):
                self._qr(data)
            case Cut():
                self._cut()

    def _banner(self, lines: Sequence[str], size: int) -> None:
        """Lines of the full width, in the middle to the dot: of an odd blank each side gets a half, which is one of
        single width."""
        columns = self._profile.columns // size
        self._set(size=size, bold=True, align="center")
        self._printer.set(invert=True)
        for line in lines:
            odd = size == 2 and (columns - len(line)) % 2
            self._half_blank(odd)
            self._printer.text(line.center(columns - odd))
            self._half_blank(odd)
            self._printer.text("\n")
        self._printer.set(invert=False)

    def _half_blank(self, wanted: int) -> None:
        if wanted:
            self._printer.set(custom_size=True, width=1, height=2)
            self._printer.text(" ")
            self._printer.set(custom_size=True, width=2, height=2)

    def _line(self, text: str) -> None:
        self._printer.text(text + "\n")

    def _set(self, *, size: int = 1, bold: bool = False, align: Align = "left") -> None:
        if size != self._size:
            self._printer.set(custom_size=True, width=size, height=size)
        if bold != self._bold:
            self._printer.set(bold=bold)
        if align != self._align:
            self._printer.set(align=align)
        self._size, self._bold, self._align = size, bold, align

    def _qr(self, data: str) -> None:
        """The code between two empty lines, which are higher than four of its modules: the quiet zone."""
        dots = module_dots(side(data), self._profile)
        self._set(align="center")
        self._printer.text("\n")
        match self._profile.qr:
            case QrMethod.NATIVE:
                self._printer.qr(data, ec=1, size=dots, native=True)
            case QrMethod.DOUBLE:
                self._picture(self._drawn(data), times=dots // 2, scale=2)
            case QrMethod.PLAIN:
                self._picture(self._drawn(data), times=dots, scale=1)
        self._printer.text("\n")

    def _picture(self, rows: Rows, *, times: int, scale: int) -> None:
        """``rows`` with each dot so many ``times``; with ``scale`` 2 the printer itself doubles them, where it can."""
        fine = scale == 1 or self._profile.qr is QrMethod.PLAIN
        self.raw(raster(self._profile.escpos, rows, times * 2 if scale == 2 and fine else times, fine))

    def _cut(self) -> None:
        if self._profile.cutter:
            self._printer.cut(feed=False)
        else:
            self._printer.print_and_feed(4)


def prepare() -> None:
    """Imports what composing needs, so that the first ticket does not wait for it."""
    dummy("default")
    matrix("A")
