"""What the kiosk must not forget: numbers, counts, overrides, staff. Functions over one Engine, no sessions.

``engine.open_store`` gives the Engine; every other function takes it first and raises ``errors.StoreError``
when the database cannot do its part.
"""
