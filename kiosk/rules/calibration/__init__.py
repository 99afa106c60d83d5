"""Calibration of the thermometer against a reference: pure, standard library only, exact arithmetic.

Degrees Celsius as ``Decimal`` where metrology is done, hundredths as ``int`` ("centi") where readings are. Wall
times are aware ``datetime``; ``t`` is monotonic seconds. Read in this order: ``plan``, ``steps``, ``procedure``
(the door: ``begin`` and ``advance``), ``proposal``, ``calibration`` (what is kept), ``correction`` (what is used),
``standing`` (whether it may be).
"""
