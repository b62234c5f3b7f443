"""A schedule about whose writing nothing is odd: what a survey of its dict would tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tabsched.reading import FIELDS

if TYPE_CHECKING:
    from tabsched.model import Written
    from tabsched.reading import Element, Remark

_LIST = "/frequencyDetails/intervals/interval"


@dataclass(frozen=True, slots=True)
class PlainElement:
    """An element of texts under their known names."""

    values: dict[str, str]
    faulty: ClassVar[frozenset[str]] = frozenset()

    def has(self, name: str) -> bool:
        """Whether something stands under that name."""
        return name in self.values


class PlainSurvey:
    """Stands in for a Survey: places are pointers into `to_dict()`, and there are no remarks.

    The elements are made when a rule asks for them: hardly ever.
    """

    __slots__ = ("written",)
    path: ClassVar[str] = ""
    intervals: ClassVar[tuple[Element, ...]] = ()
    groups: ClassVar[tuple[Element, ...]] = ()
    remarks: ClassVar[tuple[Remark, ...]] = ()
    details_paths: ClassVar[tuple[str, ...]] = ()
    faulty_intervals: ClassVar[bool] = False

    def __init__(self, written: Written) -> None:
        self.written = written

    @property
    def schedule(self) -> PlainElement:
        """The schedule itself; whether it has frequencyDetails, `details` tells."""
        written = self.written
        texts = {"frequency": written.frequency}
        texts |= {name: getattr(written, attribute) for name, attribute in FIELDS.items()}
        return PlainElement({name: text for name, text in texts.items() if text is not None})

    @property
    def details(self) -> PlainElement | None:
        """The frequencyDetails, None where there is none."""
        written = self.written
        texts = {"start": written.start, "end": written.end}
        said = {name: text for name, text in texts.items() if text is not None}
        return PlainElement(said) if said or written.intervals else None

    def place(self, *where: str | int) -> str:
        """The pointer to a part of the schedule: ("end",), ("intervals", 1, "hours") …."""
        match where:
            case ("intervals",):
                return "/frequencyDetails/intervals"
            case ("intervals", *inner):
                return "/".join((_LIST, *map(str, inner)))
            case ("start" | "end" as name,):
                return f"/frequencyDetails/{name}"
        return f"/{where[0]}"
