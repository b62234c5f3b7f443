"""Rules on what keeps a document from being read: TAB9xx. They judge the reader's complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.rulebook.rule import ALWAYS, TEXTS, Problem, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.wire.unreadable import Unreadable


def _of_kind(fault: Unreadable, kind: str) -> Iterator[Problem]:
    if fault.kind == kind:
        yield Problem("", fault.message)


@error(
    "TAB901",
    evidence="[ref] Errors, 400000: malformed XML",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def malformed_xml(fault: Unreadable) -> Iterator[Problem]:
    """A text that begins with < is no well-formed XML.

    ## Why
    Tableau answers malformed XML with error 400000. The samples of the REST reference are a source
    of it: they close `<intervals>` with a second `<intervals>`, use typographic quotation marks,
    and end a `tsResponse` with the tag of a `tsRequest`. The finding names the first fault and its
    place; there may be more behind it.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        <intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(fault, "malformed-xml")


@error(
    "TAB902",
    evidence="[ref] Errors, 400000: the body is incomplete",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def malformed_json(fault: Unreadable) -> Iterator[Problem]:
    """A text is neither XML nor valid JSON, nor does it begin as YAML does.

    ## Why
    A text that does not begin with `<`, nor as YAML does, is read as JSON. Tableau answers a body
    that it cannot read with error 400000. The JSON sample for a create in the REST reference lacks
    its last brace, so that pasting it is enough; comments, trailing commas and single quotation
    marks come from configuration files and from Python. The finding names the first fault and its
    place.

    ## Bad
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    ```

    ## Good
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(fault, "malformed-json")


@error(
    "TAB903",
    evidence="[ref] Errors, 400000: the body is missing",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def empty(fault: Unreadable) -> Iterator[Problem]:
    """There is no text at all.

    ## Why
    There is nothing to check: the file or the standard input holds no text, or only white space. A
    missing body is error 400000 in the REST reference. Behind it is often a command earlier in the
    pipe that failed, or a file that was opened for writing and not written.

    ## Bad
    ```xml
    ```

    ## Good
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(fault, "empty")


@error(
    "TAB904",
    evidence="[assumed] no answer of Tableau holds one, and entities are a way to attack a reader",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def doctype(fault: Unreadable) -> Iterator[Problem]:
    """An XML text declares a document type or an entity.

    ## Why
    No request and no answer of Tableau holds a document type declaration. In XML it can define
    entities that expand to gigabytes or pull in other files, which is a known way to attack whoever
    reads the document, so it is refused without looking further. Remove the declaration; characters
    can be written as they are.

    ## Bad
    ```xml
    <!DOCTYPE schedule>
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(fault, "doctype")


@error(
    "TAB905",
    evidence="[assumed] the deepest known answer nests eight levels",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def too_deep(fault: Unreadable) -> Iterator[Problem]:
    """Elements, objects or lists nest deeper than any schedule document does.

    ## Why
    The deepest known answer of Tableau nests eight levels, and a text that nests thousands is made
    to exhaust whoever reads it. Beyond 64 levels reading stops; `max_depth` of `tabsched.check`
    sets another limit. In the bad example it is lower than the five levels of the schedule, in the
    good one it is as high.

    ## Bad
    ```json max_depth=4
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json max_depth=5
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(fault, "too-deep")


@error(
    "TAB906",
    evidence="[assumed] 1 GiB is more than any known answer",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def too_large(fault: Unreadable) -> Iterator[Problem]:
    """A text is larger than the limit.

    ## Why
    Beyond 1 GiB, more than any known answer has, a text is not read, so that a wrong file or an
    endless stream cannot fill the memory. `max_size` of `tabsched.check` sets another limit, in
    bytes. In the bad example the limit is lower than the size of the schedule, in the good one it
    is higher.

    ## Bad
    ```xml max_size=100
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml max_size=1000
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(fault, "too-large")


@error(
    "TAB907",
    evidence="[ref] Errors, 400000: malformed XML",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def bad_encoding(fault: Unreadable) -> Iterator[Problem]:
    """The bytes of a text are not in the encoding that it says.

    ## Why
    The bytes of a text are in some encoding: for XML the one that its declaration names or else
    UTF-8 or UTF-16, for JSON UTF-8, UTF-16 or UTF-32. Bytes that do not fit come from an editor
    that saves in an encoding of its own, or from a text that was cut in the middle of a character.
    Guessing at them could change what the document says. Save the file as UTF-8, or name the
    encoding that it is in; of one-byte encodings ISO-8859-1 and US-ASCII are read.

    ## Bad
    Here the good example below was saved in ISO-8859-1 without its first line, so that the ü is the
    single byte FC:
    ```console
    $ tabsched lint nightly.xml
    nightly.xml:2:9: error TAB907 bad-encoding: the bytes fc are no text in UTF-8
    ```

    ## Good
    ```xml
    <?xml version="1.0" encoding="ISO-8859-1"?>
    <schedule frequency="Weekly">
      <!-- für den Vertrieb -->
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(fault, "bad-encoding")


@error(
    "TAB908",
    evidence="[assumed] readers differ in which of the two they take",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def duplicate_key(fault: Unreadable) -> Iterator[Problem]:
    """An object of JSON or YAML holds the same key twice.

    ## Why
    JSON does not forbid one key twice in an object, but readers differ in which of the two they
    take, and most drop the other without a word; YAML forbids it, and is read no better. In a
    schedule that loses a day, or the hours. It comes from turning XML into JSON by hand, since
    elements may repeat and keys may not. Write a list.

    ## Bad
    ```json
    {
      "frequency": "Daily",
      "frequencyDetails": {
        "start": "06:00:00",
        "end": "06:00:00",
        "intervals": {"interval": {"hours": "24"}, "interval": {"weekDay": "Monday"}}
      }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Daily",
      "frequencyDetails": {
        "start": "06:00:00",
        "end": "06:00:00",
        "intervals": {"interval": [{"hours": "24"}, {"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(fault, "duplicate-key")


@error(
    "TAB909",
    evidence="RFC 8259, section 6",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def not_a_number(fault: Unreadable) -> Iterator[Problem]:
    """A JSON text holds NaN or Infinity, which JSON does not know.

    ## Why
    JSON has no word for NaN or infinity (RFC 8259, section 6), although Python's json module and
    others write them unless told otherwise. They mostly stand for an empty cell of a data frame.
    Put in the number, or leave the value out.

    ## Bad
    ```json
    {
      "frequency": "Hourly",
      "frequencyDetails": {
        "start": "08:00:00",
        "end": "18:00:00",
        "intervals": {"interval": [{"hours": NaN}, {"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Hourly",
      "frequencyDetails": {
        "start": "08:00:00",
        "end": "18:00:00",
        "intervals": {"interval": [{"hours": 1}, {"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(fault, "not-a-number")


@error(
    "TAB910",
    evidence="RFC 8259, section 2",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def trailing_text(fault: Unreadable) -> Iterator[Problem]:
    """Something follows the end of a document in JSON or YAML.

    ## Why
    A JSON document is one value and nothing else (RFC 8259, section 2). A second object, a stray
    brace or a line of log output behind it means that only a part would be read, and a part must
    not look like the whole. A YAML text may go on with another document behind `---`, but a place
    in it would have no path. Remove what follows, or put several schedules into a list.

    ## Bad
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(fault, "trailing-text")


@error(
    "TAB911",
    fix="safe",
    evidence="[ref] its samples are indented so, RFC 8259 allows four kinds of white space",
    api_error="400000",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def no_break_space(fault: Unreadable) -> Iterator[Problem]:
    """A JSON text is indented with no-break spaces.

    ## Why
    The samples of the REST reference are indented with no-break spaces, U+00A0. They look like
    ordinary ones, but JSON allows only space, tab, line feed and carriage return between its parts
    (RFC 8259, section 2), so that a sample pasted from the page cannot be read. In the bad example
    the first line under the brace is indented so. Replace them by ordinary spaces.

    ## Bad
    ```json
    {
    \u00a0\u00a0"frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(fault, "no-break-space")


@error(
    "TAB912",
    evidence="[ref] none of its requests and answers has such a shape",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def not_a_schedule_document(fault: Unreadable) -> Iterator[Problem]:
    """A readable document is none that can hold a schedule.

    ## Why
    The text can be read, but nothing in it is known: it is neither a request or an answer of the
    REST API about schedules, tasks or extracts, nor a schedule, nor a list or mapping of schedules.
    Often it is the wrong file, the HTML page of a proxy, the workflow of another program, or a part
    that was cut out of its whole. In a folder such files are passed over and counted.

    ## Bad
    ```xml
    <intervals>
      <interval weekDay="Monday"/>
    </intervals>
    ```

    ## Good
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(fault, "not-a-schedule-document")


@error(
    "TAB913",
    evidence="the operating system",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def file_unreadable(fault: Unreadable) -> Iterator[Problem]:
    """A file cannot be opened or read.

    ## Why
    The operating system did not hand out the file: there is none of that name, its owner does not
    let others read it, its disk or network drive fails, or the name belongs to something that is no
    file, such as a socket. A folder that cannot be searched is told so, too. That says nothing of
    the schedules there, which were not checked. So it is an error, and the exit code is 2.

    ## Bad
    ```console
    $ chmod a-r nightly.xml
    $ tabsched lint nightly.xml
    nightly.xml: error TAB913 file-unreadable: the file cannot be read: Permission denied
    ```

    ## Good
    ```console
    $ chmod u+r nightly.xml
    $ tabsched lint nightly.xml
    Nothing found: 1 schedule in 1 file
    ```
    """
    yield from _of_kind(fault, "file-unreadable")


@error(
    "TAB914",
    evidence="YAML 1.2, as PyYAML reads it",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def malformed_yaml(fault: Unreadable) -> Iterator[Problem]:
    """A YAML text is not valid, or says what no schedule needs.

    ## Why
    The finding names the first fault and its place; there may be more behind it. Most are a line
    that stands too far in or out, or a text that holds a colon and is not quoted. A tag that is
    none of the usual ones (`!!python/object`, `!Ref`), a key that is no text, and an alias without
    its anchor are refused too: what they mean depends on who reads them.

    ## Bad
    ```yaml
    frequency: Weekly
    frequencyDetails:
      start: 06:00:00
       intervals:
        interval:
          - weekDay: Monday
    ```

    ## Good
    ```yaml
    frequency: Weekly
    frequencyDetails:
      start: 06:00:00
      intervals:
        interval:
          - weekDay: Monday
    ```
    """
    yield from _of_kind(fault, "malformed-yaml")


@error(
    "TAB915",
    evidence="the Python that runs tabsched",
    documented=True,
    subjects=TEXTS,
    operations=ALWAYS,
)
def yaml_not_installed(fault: Unreadable) -> Iterator[Problem]:
    """A YAML text cannot be read, because PyYAML is not installed.

    ## Why
    XML and JSON are read without any other package, YAML is not: PyYAML comes with the extra
    `yaml`. That says nothing of the schedules in the text, which were not checked. So it is an
    error, and the exit code is 2.

    ## Bad
    ```console
    $ tabsched lint nightly.yaml
    nightly.yaml: error TAB915 yaml-not-installed: YAML is read by the package PyYAML, which is not installed: python -m pip install 'tabsched[yaml]'
    ```

    ## Good
    ```console
    $ python -m pip install 'tabsched[yaml]'
    $ tabsched lint nightly.yaml
    Nothing found: 1 schedule in 1 file
    ```
    """  # noqa: E501 what is printed
    yield from _of_kind(fault, "yaml-not-installed")
