"""Instruments and printers that are not there: byte-exact, with faults, behind ``sim://``, a pty or TCP."""
