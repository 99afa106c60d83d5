"""A ticket to try a printer with: every kind of block, in the shape of a real one."""

from __future__ import annotations

from drivers.printers.blocks import Block, Cut, Ornament, Qr, Row, Rule, Space, Text

SAMPLE_TOKEN = "KA1:7QKX2MZ4TJ5WB3ENRDPLH6VYAGC2"


def sample_ticket(token: str = SAMPLE_TOKEN, number: int = 17) -> tuple[Block, ...]:
    """A queue ticket of an imaginary office; its QR code carries ``token``."""
    return (
        Ornament(7),
        Text("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", bold=True),
        Text("Kota Contoh"),
        Rule("="),
        Text("NOMOR ANTREAN", bold=True),
        Text(str(number), size=8, bold=True),
        Text("Kartu Keluarga", size=2),
        Space(),
        Row("Selasa, 24 Maret 2020", "08.15 WIB"),
        Row("Antrean di depan Anda", "4 orang"),
        Rule(),
        Qr(token),
        Text("Kode 7QKX-2MZ4", bold=True),
        Rule(),
        Text("Siapkan: KK lama, KTP-el asli, surat nikah bila ada perubahan.", align="left"),
        Text("Pakai masker. Jaga jarak 1 meter. Tunggu di kursi bertanda.", align="left"),
        Space(),
        Text("Layanan ini GRATIS", bold=True),
        Cut(),
    )
