"""The part of the virtual printer that obeys buffered commands and puts marks on paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from drivers.printers.profiles import Profile
from drivers.printers.tokens import Token
from drivers.simulators.paper import Code, Feed, Line, Raster, Run, Strip, mm

CUT_FEED_MM = 7.0  # GS V B feeds what has been printed from the head to the cutter


@dataclass(slots=True)
class Effect:
    """What one command did beyond marking paper."""

    reply: bytes = b""
    cut: bool = False
    automatic: int | None = None
    reset: bool = False


@dataclass(slots=True)
class _Style:
    align: int = 0
    width: int = 1
    height: int = 1
    bold: bool = False
    underline: int = 0
    invert: bool = False
    smooth: bool = False
    spacing: int | None = None


@dataclass(slots=True)
class _QrStore:
    dots: int = 3
    level: int = 48
    data: str = ""


@dataclass(slots=True)
class Head:
    """Settings and the line being gathered. ``near_end`` is what GS r 1 reports."""

    profile: Profile
    strip: Strip = field(default_factory=Strip)
    near_end: bool = False
    process_id: str = "ok"  # "ignored", or "text": printed as if it were text
    fence: str = "ok"
    _style: _Style = field(default_factory=_Style)
    _line: list[Run] = field(default_factory=list)
    _qr: _QrStore = field(default_factory=_QrStore)

    @property
    def gathering(self) -> bool:
        """Whether a line waits for its line feed."""
        return bool(self._line)

    def clear(self) -> None:
        """Back to the settings after power-on; the unfinished line is forgotten, the paper stays."""
        self._style, self._qr = _Style(), _QrStore()
        self._line.clear()

    def take_strip(self) -> Strip:
        """The paper so far; a fresh piece begins."""
        strip, self.strip = self.strip, Strip()
        return strip

    def obey(self, token: Token) -> Effect:
        """Do what one command says; unknown ones are swallowed, as printers do."""
        style, data = self._style, token.data
        match token.name:
            case "text":
                self._write(data.decode("cp437"))
            case "LF":
                self._feed_line()
            case "CAN":
                self._line.clear()
            case "ESC @":
                self.clear()
                return Effect(reset=True, automatic=0)
            case "ESC a":
                style.align = data[0] % 48 if data[0] % 48 < 3 else style.align
            case "ESC E" | "ESC G":
                style.bold = bool(data[0] & 1)
            case "ESC -":
                style.underline = data[0] % 48 if data[0] % 48 < 3 else 0
            case "ESC !":
                style.bold = bool(data[0] & 0x08)
                style.height, style.width = 1 + bool(data[0] & 0x10), 1 + bool(data[0] & 0x20)
                style.underline = int(bool(data[0] & 0x80))
            case "ESC 2":
                style.spacing = None
            case "ESC 3":
                style.spacing = data[0]
            case "ESC d":
                self._feed_line()
                self.strip.add(Feed(max(0, data[0] - 1) * self._spacing))
            case "ESC J":
                self._feed_line(at_least=False)
                self.strip.add(Feed(data[0]))
            case "GS !":
                style.width, style.height = (data[0] >> 4 & 7) + 1, (data[0] & 7) + 1
            case "GS B":
                style.invert = bool(data[0] & 1)
            case "GS b":
                style.smooth = bool(data[0] & 1)
            case "GS V" | "ESC i" | "ESC m":
                return self._cut(data)
            case "GS v 0":
                self._raster(data)
            case "GS ( k":
                return Effect(reply=self._two_dimensional(data))
            case "GS ( H":
                return self._process_id(token)
            case "GS r" if self.fence == "ok" and data[0] in (1, 49):
                return Effect(reply=b"\x03" if self.near_end else b"\x00")
            case "GS a":
                return Effect(automatic=data[0])
            case _:
                pass
        return Effect()

    @property
    def _spacing(self) -> int:
        return round(self.profile.dpi / 6) if self._style.spacing is None else self._style.spacing

    def _write(self, text: str) -> None:
        style = self._style
        kind = Run("", style.width, style.height, style.bold, style.underline, style.invert, style.smooth)
        while text:
            used = sum(12 * run.width * len(run.text) for run in self._line)
            fitting = max(0, self.profile.dots - used) // (12 * style.width)
            if not fitting:
                self._feed_line()
                fitting = max(1, self.profile.dots // (12 * style.width))
            piece, text = text[:fitting], text[fitting:]
            if self._line and replace(self._line[-1], text="") == kind:
                self._line[-1] = replace(kind, text=self._line[-1].text + piece)
            else:
                self._line.append(replace(kind, text=piece))

    def _feed_line(self, at_least: bool = True) -> None:
        tallest = max((24 * run.height for run in self._line), default=0)
        height = max(tallest, self._spacing if at_least else 0)
        self.strip.add(Line(tuple(self._line), self._style.align, height))
        self._line.clear()

    def _cut(self, data: bytes) -> Effect:
        if self._line:
            self._feed_line()
        if len(data) > 1:
            self.strip.add(Feed(mm(CUT_FEED_MM, self.profile) + data[1]))
        return Effect(cut=True)

    def _raster(self, data: bytes) -> None:
        mode, row_bytes, rows = data[0] & 3, data[1] + 256 * data[2], data[3] + 256 * data[4]
        across, down = 1 + (mode & 1), 1 + (mode >> 1)
        if self._line:
            self._feed_line()
        if row_bytes and rows and 8 * row_bytes * across <= self.profile.dots + 7:
            self.strip.add(Raster(row_bytes, rows, data[5:], across, down, self._style.align))

    def _two_dimensional(self, data: bytes) -> bytes:
        """QR codes, ``GS ( k`` with cn = 49; too wide a code prints silently nothing."""
        if len(data) < 3 or data[0] != 49 or not self.profile.native_qr:
            return b""
        match data[1]:
            case 67:
                self._qr.dots = data[2] if 1 <= data[2] <= 16 else self._qr.dots
            case 69:
                self._qr.level = data[2]
            case 80:
                self._qr.data = data[3:].decode("latin-1")
            case 81 | 82 if self._qr.data:
                modules = _modules(self._qr.data, self._qr.level)
                side = len(modules) * self._qr.dots
                fits = side <= self.profile.dots
                if data[1] == 82:
                    size = str(side).encode()
                    return b"76" + size + b"\x1f" + size + b"\x1f1\x1f" + (b"0" if fits else b"1") + b"\x00"
                if fits:
                    self.strip.add(Code(modules, self._qr.dots, self._style.align))
            case _:
                pass
        return b""

    def _process_id(self, token: Token) -> Effect:
        data = token.data
        if self.process_id == "text":
            self._write("".join(chr(byte) for byte in token.raw if 0x20 <= byte <= 0x7E))
        elif self.process_id == "ok" and len(data) == 6 and data[:2] == b"00":
            return Effect(reply=b'7"' + data[2:] + b"\x00")
        return Effect()


@lru_cache(maxsize=4)
def _modules(data: str, level: int) -> tuple[tuple[bool, ...], ...]:
    import qrcode

    levels = (
        qrcode.constants.ERROR_CORRECT_L,
        qrcode.constants.ERROR_CORRECT_M,
        qrcode.constants.ERROR_CORRECT_Q,
        qrcode.constants.ERROR_CORRECT_H,
    )
    code = qrcode.QRCode(error_correction=levels[level & 3], border=0)
    code.add_data(data)
    code.make(fit=True)
    return tuple(tuple(map(bool, line)) for line in code.get_matrix())
