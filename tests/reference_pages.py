"""How do the public names of tabsched look as a page of the documentation?"""

from __future__ import annotations

import ast
import enum
import inspect
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rule_pages import escaped

import tabsched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE: Final = Path(tabsched.__file__).parent
WIDTH: Final = 100
# A part of a docstring that lists names, and how the page calls it.
PARTS: Final = {"Args": "Arguments", "Attributes": "Attributes", "Raises": "Raises"}
ITEM: Final = re.compile(r"(\w+): (.*)", re.DOTALL)
KINDS: Final = ("Functions", "Values", "Errors")
# What a schedule keeps of the document that it was read from, for its writing.
INTERNAL: Final = {"source"}
INTRODUCTION: Final = """\
# Python

Every public name, with its signature and what its docstring says. [Interface](../interface.md)
shows them at work, and says what of them is a promise.

`tabsched.__version__` is the version, a text.
"""
WORDS: Final = """\
## Words in signatures

Names of types that signatures use and that are no names to import.
"""


def signature(name: str, function: Callable[..., Any]) -> list[str]:
    """A function as its signature is written, over several lines where it is long."""
    found = inspect.signature(function)
    back = f" -> {found.return_annotation}"
    line = f"{name}({', '.join(_parameters(found))}){back}"
    if len(line) <= WIDTH:
        return [line]
    return [f"{name}(", *(f"    {each}," for each in _parameters(found)), f"){back}"]


def _parameters(found: inspect.Signature) -> Iterator[str]:
    starred = False
    for each in found.parameters.values():
        if each.name in {"self", "cls"}:
            continue
        if each.kind is each.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        star = "**" if each.kind is each.VAR_KEYWORD else ""
        default = "" if each.default is each.empty else f" = {_value(each.default)}"
        yield f"{star}{each.name}: {each.annotation}{default}"


def _value(default: object) -> str:
    return f'"{default}"' if isinstance(default, str) else repr(default)


def described(thing: object) -> list[str]:
    """What a docstring says, as Markdown: its paragraphs, and its lists of names."""
    lines: list[str] = []
    for part in re.split(r"\n\n", inspect.getdoc(thing) or ""):
        head, _, rest = part.partition(":\n")
        if head == "Returns":
            lines += ["", f"Returns: {escaped(' '.join(rest.split()))}"]
            continue
        if head not in PARTS:
            lines += ["", *escaped(part).splitlines()]
            continue
        items = re.split(r"\n(?=    \S)", f"\n{rest}")[1:]
        lines += ["", f"{PARTS[head]}:", ""]
        for item in items:
            found = ITEM.match(" ".join(item.split()))
            assert found is not None, f"an item of a docstring is a name and a text: {item}"
            lines.append(f"- `{found[1]}`: {escaped(found[2])}")
    return lines


def block(lines: list[str]) -> list[str]:
    return ["", "```py", *lines, "```"]


def members(owner: type) -> Iterator[tuple[str, Any, bool]]:
    """The methods and properties of a class that have a docstring, and whether one calls them."""
    for name, value in vars(owner).items():
        function = getattr(value, "fget", None) or getattr(value, "__func__", value)
        if not name.startswith("_") and inspect.isfunction(function) and function.__doc__:
            yield name, function, not isinstance(value, property)


def fields(owner: type) -> dict[str, str]:
    """The attributes of a value, its own and those that it inherits, with their types."""
    found: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.startswith("tabsched"):
            own = aliases_in(Path(inspect.getfile(base)))
            for name, kind in inspect.get_annotations(base).items():
                text = str(getattr(kind, "__forward_arg__", kind)).replace("'", '"')
                # A word that means something else in another module is written out.
                found[name] = text if aliases().get(text) == own.get(text) else own.get(text, text)
    return {name: kind for name, kind in found.items() if name[0] != "_" and name not in INTERNAL}


def of_class(name: str, owner: type) -> list[str]:
    """The part on a class: what it is, and what it does."""
    bases = [base.__name__ for base in owner.__bases__ if base.__module__ == "builtins"]
    bases = [base for base in bases if base not in {"object", "tuple"}]
    lines = [f"### tabsched.{name}"]
    head = f"class {name}({', '.join(bases)})" if bases else f"class {name}"
    holds = [f"    {each}: {kind}" for each, kind in fields(owner).items()]
    lines += block([f"{head}:", *holds] if holds else [head])
    lines += described(owner)
    if issubclass(owner, enum.Enum):
        lines += ["", "Members:", "", *(f"- `{each.name}`: `{each.value!r}`" for each in owner)]
    for each, function, called in members(owner):
        told = signature(each, function) if called else [each + _gives(function)]
        lines += ["", f"#### {name}.{each}", *block(told), *described(function)]
    return lines


def _gives(function: Callable[..., Any]) -> str:
    return f": {inspect.signature(function).return_annotation}"


def of_function(name: str, function: Callable[..., Any]) -> list[str]:
    return [f"### tabsched.{name}", *block(signature(name, function)), *described(function)]


@cache
def aliases_in(path: Path) -> dict[str, str]:
    """The names that stand for a type in a module, as they are written."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case (
                ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=(ast.BinOp() | ast.Subscript() | ast.Name()) as value,
                )
                | ast.AnnAssign(
                    target=ast.Name(id=name),
                    annotation=ast.Name(id="TypeAlias"),
                    value=ast.expr() as value,
                )
            ):
                found.setdefault(name, ast.unparse(value).replace("'", '"'))
    return found


@cache
def aliases() -> dict[str, str]:
    """Those of the whole package; of several of one name the first."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        found = aliases_in(path) | found
    return found


def words(page: str) -> list[str]:
    """What the words in the signatures of a page stand for."""
    code = "\n".join(re.findall(r"^```py\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    used = {each for each in re.findall(r"\b[A-Z]\w+\b", code) if each in aliases()}
    used -= set(tabsched.__all__)
    while more := {
        each for name in used for each in re.findall(r"\b[A-Z]\w+\b", aliases()[name])
    } & aliases().keys() - used - set(tabsched.__all__):
        used |= more
    return [f"- `{name}`: `{aliases()[name]}`" for name in sorted(used)]


def kind(thing: object) -> str | None:
    """The part of the page in which a name stands, None for the version."""
    if inspect.isfunction(thing):
        return "Functions"
    if not inspect.isclass(thing):
        return None
    return "Errors" if issubclass(thing, BaseException) else "Values"


def page() -> str:
    """The page of every public name."""
    lines = [INTRODUCTION]
    for title in KINDS:
        lines += [f"## {title}", ""]
        for name in tabsched.__all__:
            thing = getattr(tabsched, name)
            if kind(thing) == title:
                part = of_class if inspect.isclass(thing) else of_function
                lines += [*part(name, thing), ""]
    return "\n".join([*lines, WORDS, *words("\n".join(lines))]) + "\n"
