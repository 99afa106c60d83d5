"""The report's words, Indonesian and English; numbers and days are spoken as in the calibration record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kiosk.record.words import Words

INDONESIAN = {
    "title": "Laporan Antrean dan Pemeriksaan",
    "footer": "{id}  ·  ujung jejak audit {digest}",
    "page": "Halaman {page} dari {pages}",
    "period": "Masa laporan",
    "printed": "Dicetak",
    "nothing": "Tidak ada nomor yang diberikan dan tidak ada pemeriksaan pada masa ini.",
    "issued": "nomor diberikan",
    "of_quota": "dari kuota {quota}",
    "no_limit": "tanpa batas kuota",
    "served": "dilayani",
    "mean_wait": "rata-rata menunggu",
    "longest": "terlama {longest}",
    "no_waits": "belum dicatat di loket",
    "diverted": "beralih ke WhatsApp",
    "of_started": "dari {started} kunjungan",
    "held": "ditahan pemeriksaan",
    "overridden": "diloloskan petugas: {n}",
    "by_hour": "Nomor menurut jam dan layanan",
    "by_day": "Nomor menurut hari",
    "by_service": "Menurut layanan",
    "waits": "Waktu tunggu menurut jam pengambilan nomor",
    "minutes": "menit",
    "checks": "Kunjungan dan pemeriksaan",
    "overrides": "Keputusan petugas",
    "no_overrides": "Tidak ada keputusan petugas pada masa ini, atau barisnya telah dihapus setelah satu tahun.",
    "service": "Layanan",
    "taken": "Nomor",
    "printed_n": "Tercetak",
    "served_n": "Dilayani",
    "no_show": "Tidak hadir",
    "void": "Batal",
    "reprinted": "Salinan",
    "priority": "Prioritas",
    "wait": "Rata-rata",
    "longest_n": "Terlama",
    "sum": "Jumlah",
    "check": "Pemeriksaan",
    "reason": "Alasan",
    "officer": "Petugas",
    "n": "Kali",
    "note": "Laporan ini hanya berisi hitungan. Nama, NIK, dan suhu pengunjung tidak pernah disimpan; baris tiket "
    "dihapus setelah 7 hari, baris keputusan petugas setelah 1 tahun. Ujung jejak audit saat laporan dibuat:",
    "signature": "Mengetahui, Kepala Dinas",
    "kind.started": "Kunjungan dimulai",
    "kind.diverted": "Beralih ke WhatsApp",
    "kind.passed": "Lolos pemeriksaan suhu",
    "kind.rested": "Diminta beristirahat dan diperiksa ulang",
    "kind.held_temperature": "Ditahan: suhu",
    "kind.held_mask": "Ditahan: masker",
    "kind.held_device": "Ditahan: alat ukur terganggu",
    "kind.overridden": "Diloloskan petugas",
    "kind.quota_gone": "Kuota habis",
    "kind.service_full": "Kuota layanan habis",
    "kind.abandoned": "Ditinggalkan",
    "kind.cancelled": "Dibatalkan pengunjung",
    "kind.ended_by_officer": "Diakhiri petugas",
    "check.temperature": "Suhu",
    "check.mask": "Masker",
    "check.device": "Alat ukur",
    "check.refusal": "Tidak diloloskan",
    "check.quota": "Kuota",
    "check.hours": "Jam layanan",
    "check.ticket": "Tiket",
    "check.pause": "Jeda",
    "reason.recheck": "Diperiksa ulang oleh petugas",
}
ENGLISH = {
    "title": "Queue and screening report",
    "footer": "{id}  ·  head of the audit trail {digest}",
    "page": "Page {page} of {pages}",
    "period": "Period",
    "printed": "Printed",
    "nothing": "No number was given and nothing was checked in this period.",
    "issued": "numbers given",
    "of_quota": "of a quota of {quota}",
    "no_limit": "no quota",
    "served": "served",
    "mean_wait": "mean wait",
    "longest": "longest {longest}",
    "no_waits": "not marked at the counter",
    "diverted": "went to WhatsApp",
    "of_started": "of {started} visits",
    "held": "held by a check",
    "overridden": "passed by an officer: {n}",
    "by_hour": "Numbers by hour and service",
    "by_day": "Numbers by day",
    "by_service": "By service",
    "waits": "Waiting time by the hour in which the number was taken",
    "minutes": "minutes",
    "checks": "Visits and checks",
    "overrides": "Officers' decisions",
    "no_overrides": "No officer decided in this period, or the rows were deleted after a year.",
    "service": "Service",
    "taken": "Numbers",
    "printed_n": "Printed",
    "served_n": "Served",
    "no_show": "No show",
    "void": "Void",
    "reprinted": "Copies",
    "priority": "Priority",
    "wait": "Mean wait",
    "longest_n": "Longest",
    "sum": "Total",
    "check": "Check",
    "reason": "Reason",
    "officer": "Officer",
    "n": "Times",
    "note": "This report holds counts alone. Names, NIK and temperatures of visitors are never stored; ticket rows are "
    "deleted after 7 days, officers' decisions after 1 year. Head of the audit trail when this was made:",
    "signature": "Seen, Head of the Office",
    "kind.started": "Visits begun",
    "kind.diverted": "Went to WhatsApp",
    "kind.passed": "Passed the temperature check",
    "kind.rested": "Asked to rest and be checked again",
    "kind.held_temperature": "Held: temperature",
    "kind.held_mask": "Held: mask",
    "kind.held_device": "Held: instrument at fault",
    "kind.overridden": "Passed by an officer",
    "kind.quota_gone": "Quota gone",
    "kind.service_full": "Quota of a service gone",
    "kind.abandoned": "Left",
    "kind.cancelled": "Cancelled by the visitor",
    "kind.ended_by_officer": "Ended by an officer",
    "check.temperature": "Temperature",
    "check.mask": "Mask",
    "check.device": "Instrument",
    "check.refusal": "Not let in",
    "check.quota": "Quota",
    "check.hours": "Hours",
    "check.ticket": "Ticket",
    "check.pause": "Pause",
    "reason.recheck": "Checked anew by an officer",
}
CATALOGUES = {"id": INDONESIAN, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class ReportWords(Words):
    """The words of one language ("id", "en"); KeyError for any other."""

    def __call__(self, key: str, **values: object) -> str:
        return CATALOGUES[self.language][key].format(**values)

    def known(self, group: str, code: str) -> str:
        """The word for a code that another part of the house may have added since; then the code itself."""
        return CATALOGUES[self.language].get(f"{group}.{code}", code)

    def days(self, first: date, last: date) -> str:
        if first == last:
            return self.day(first)
        return f"{self.day(first)} \N{EN DASH} {self.day(last)}"

    def wait(self, seconds: int | None) -> str:
        """Minutes with one digit, or a dash."""
        unit = "mnt" if self.language == "id" else "min"
        return "\N{EN DASH}" if seconds is None else f"{self.number(Decimal(seconds) / 60, 1)} {unit}"
