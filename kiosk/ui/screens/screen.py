"""What all screens share: a picture, a question, what belongs to it, and the answers at the same place.

Upright, they stand below each other with the answers at the bottom, within everybody's reach. Across, where
height is dear, the picture or what is asked about stands at the left and the answers at the right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.settings.model import Speak
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.widgets.bare import Bare
from kiosk.ui.widgets.block import Block, Picture, Space
from kiosk.ui.widgets.layout import Row, Stack
from kiosk.ui.widgets.target import Target
from kiosk.ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.rules.desk import Desk

EXPLAINS = 2
TIGHTEST = 1.7
"""Beyond every floor: a text of the settings that is far too long is shrunk, never cut."""


class Screen(Bare):
    """Subclasses say what they hold in :meth:`build` and what it says in :meth:`fill`.

    ``footer`` names the keys of the way at the bottom; a screen that is not ``aided`` lacks those that change how it
    is shown. ``picture`` the pictogram, which is left out first when room is short
    unless ``picture_spare`` is 0. Across, the picture stands at the left of everything; with ``beside`` the
    answers stand at the right of what they answer, and with ``answers_below`` in a row below it.
    ``tall_answers`` need the whole height, so the question stands at their left, too.
    """

    footer: ClassVar[tuple[Press, ...]] = ()
    aided: ClassVar[bool] = True
    picture: ClassVar[str] = ""
    picture_spare: ClassVar[int] = 1
    picture_least: ClassVar[str] = "picture_least"
    question_role: ClassVar[str] = "title"
    question_align: ClassVar[str] = "center"
    """A sheet of lines that begin at the left begins there with its title, too."""
    answers_below: ClassVar[bool] = False
    beside: ClassVar[bool] = False
    tall_answers: ClassVar[bool] = False
    left: ClassVar[str] = "left_column"
    ease: ClassVar[float] = 1.0
    """Beyond this squeeze what only explains (``spare`` of EXPLAINS or more) goes before the rest gets any smaller."""
    whole: ClassVar[bool] = False
    """Does it fill the whole panel? Then there is no header and no footer, and it has its own way back."""
    desk: Desk
    """What a technician's page shows beside the state; set before one is shown."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit, self.theme = kit, kit.theme
        self.image = Picture(kit, self.picture, least=self.picture_least, stretch=3, spare=self.picture_spare)
        self.question = Text(kit, self.question_role, bold=True, align=self.question_align)
        self.body: list[Block] = []
        self.answers: list[Block] = []
        self.build()
        if kit.theme.tight:
            self.make_room()
        for answer in self.answers:
            answer.gap = "gap_target"
        self.root = self._upright() if kit.theme.portrait else self._across()
        self.add_widget(self.root)
        self._said: object = None
        self._arranged = False
        self.when_shown: Callable[[], None] = lambda: None
        """Called after every change of what it says, a turned page too."""

    # ------------------------------------------------------------------------------ for the subclasses

    def build(self) -> None:
        """Make ``body`` and ``answers``."""

    def make_room(self) -> None:
        """Large letters on a small panel: what only explains may be left out. Questions, answers and what is bold
        stay."""
        for block in (*self.body, *self.answers):
            if isinstance(block, Text) and not block.bold and not block.spare:
                block.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        """Put the state into words."""
        raise NotImplementedError

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        """The keys of the footer: at whose place, what they mean, their words from long to short."""
        words = {
            Press.BACK: ("footer.back",),
            Press.CANCEL: ("footer.cancel",),
            Press.CALL_OFFICER: ("footer.call_officer", "footer.officer"),
        }
        keys = {press: (press, tuple(say(name) for name in words[press])) for press in self.footer}
        return keys | (self._aids(kiosk, say) if self.aided else {})

    def _aids(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        """For whoever would see, hear or reach it otherwise: the same on every screen of a resident."""
        other, words = self.other_language(say), self.kit.words
        low = "footer.high" if self.theme.low else "footer.low"
        aids = {
            Press.LANGUAGE: (
                Press.LANGUAGE,
                (words(other, "footer.language"), words(other, "footer.language_short")),
            ),
            Press.LOOK: (Press.LOOK, (say("footer.look"),)),
            Press.LOW: (Press.LOW, (say(low),)),
            Press.SPEAK: (Press.SPEAK, (say("footer.speak"),)),
        }
        if kiosk.audio or self.kit.settings.voice.speak is Speak.ALWAYS:
            aids[Press.LOUDER] = (Press.LOUDER, (say("footer.louder"),))
        return aids

    def other_language(self, say: Speech) -> str:
        """The one after the present one."""
        languages: Sequence[str] = self.kit.settings.languages
        here = languages.index(say.language) if say.language in languages else 0
        return languages[(here + 1) % len(languages)]

    def typed(self, symbol: str) -> bool:
        """A key of the keypad was pressed; True when this screen wants it for itself."""
        return False

    def leave(self) -> None:
        """The screen goes: what belonged to this person only (a page turned) goes too."""

    def rest(self) -> None:
        """Another screen takes its turn: what can be drawn again in no time is given back, and no answer keeps the
        keypad's number, which the next person may not want."""
        self.leave()
        for block in self._everything():
            block.let_go()
            if isinstance(block, Target):
                block.marked("")

    # ----------------------------------------------------------------------------------- for the face

    def show(self, kiosk: Kiosk, say: Speech) -> None:
        self.fill(kiosk, say)
        if self._signature() != self._said or not self._arranged:
            self.arrange()
            # Of what stands there now: a screen may have been divided into more pages than it was filled for.
            self._said = self._signature()
        for block in self._everything():
            block.recall()
        self.when_shown()

    def lay(self, x: int, y: int, width: int, height: int) -> None:
        """Where it stands from now on: arranged there when it is next shown, and before that only by the caller."""
        if (x, y, width, height) != (*self.pos, *self.size):
            self.pos, self.size = (x, y), (width, height)
            self._arranged = False

    def arrange(self) -> None:
        """Everything at its place: as generous as it fits, leaving out what can be spared before it gets tiny."""
        x, y, width, height = int(self.x), int(self.y), int(self.width), int(self.height)
        if width <= 0:
            return
        self._arranged = True
        blocks = list(self._all(self.root))
        for block in blocks:
            block.left_out = False
        spares = sorted((b for b in blocks if b.spare and b.shown), key=lambda b: -b.spare)
        squeeze = self._fitting(width, height)
        while spares and (squeeze is None or (squeeze > self.ease and spares[0].spare >= EXPLAINS)):
            spares.pop(0).left_out = True
            squeeze = self._fitting(width, height)
        if squeeze is None:
            squeeze = next(
                (
                    s / 10
                    for s in range(11, round(TIGHTEST * 10))
                    if self.root.height_for(width, s / 10) <= height
                ),
                TIGHTEST,
            )
        self.squeeze = squeeze
        self.root.lay(x, y, width, height, squeeze)

    def _fitting(self, width: int, height: int) -> float | None:
        steps = int(self.theme.ratio("squeeze_steps"))
        for step in range(steps + 1):
            if self.root.height_for(width, step / steps) <= height:
                return step / steps
        return None

    def _signature(self) -> tuple[object, ...]:
        return tuple(
            (
                block.shown,
                getattr(block, "text", None),
                getattr(block, "name", None),
                getattr(block, "data", None),
            )
            for block in self._all(self.root)
        )

    def _all(self, block: Block):  # type: ignore[no-untyped-def]
        yield block
        for part in block.blocks():
            yield from self._all(part)

    def _everything(self) -> Iterator[Block]:
        return (widget for widget in self.walk() if isinstance(widget, Block))

    def _upright(self) -> Block:
        kit = self.kit
        answers = Stack(kit, *self.answers, gap="gap_wide")
        return Stack(kit, Space(kit, 0.6), self.image, self.question, *self.body, Space(kit, 1.4), answers)

    def _at_the_foot(self, *above: Block) -> Block:
        """The last answer stands at the same place on every screen; on a panel as small as a hand there is no room for
        one that is not in the middle."""
        kit = self.kit
        if self.theme.small:
            return Stack(kit, *(b for b in above if not isinstance(b, Space)), *self.answers, centred=True)
        return Stack(kit, *above, Space(kit, 1.2), *self.answers)

    def _across(self) -> Block:
        kit = self.kit
        if self.answers_below:
            below = Row(kit, *self.answers, gap="gap")
            return Stack(kit, self.question, *self.body, Space(kit), below)
        if self.beside:
            left = self.theme.ratio(self.left)
            answers = self._at_the_foot()
            if self.tall_answers:
                about = Stack(kit, self.question, self.image, *self.body, centred=True)
                return Row(kit, about, answers, weights=(left, 1 - left), between="gap_wide")
            about = Stack(kit, self.image, *self.body, centred=True)
            inside = Row(kit, about, answers, weights=(left, 1 - left), between="gap_wide", stretch=1)
            return Stack(kit, self.question, inside)
        left = self.theme.ratio("picture_column")
        about = self._at_the_foot(Space(kit, 0.8), self.question, *self.body)
        return Row(kit, self.image, about, weights=(left, 1 - left), between="gap_wide")
