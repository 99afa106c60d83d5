"""The "Catatan Kalibrasi": a calibration's record as a PDF/A-3 that carries its own data, and its verification.

``document.render`` makes it, ``verify.verify`` examines it. The PDF library is imported when first needed: a kiosk
that only measures never loads it.
"""
