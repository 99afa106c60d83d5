"""What is seen and touched: screens show a state and dispatch events; they decide nothing.

``face.py`` is the whole screen, ``dress.py`` one way it looks, ``chooser.py`` which screen shows which state.
``screens/`` by whose they are, ``widgets/`` what they are made of; ``look/``, ``drawing/``, ``hands/`` and ``sound/``
what those need; ``samples/`` a moment of every state, for ``gallery.py`` and the tests.
"""
