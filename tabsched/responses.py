"""What does an answer of Tableau say: which tasks, extracts, jobs and warnings, or which error?

The methods are those of the REST reference's "Extract and Encryption Methods". These are the
values; `tabsched.receiving` reads them from a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabsched.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Target:
    """What a task refreshes, or what a job works on.

    Attributes:
        kind: the name of its element: "workbook" or "datasource", the two of the reference;
            "view" and "flow" are those of Tableau's schema beside them, any other is as written.
        id: its LUID, as written; None where the reference's own sample leaves it out.
        name: its name; None where the answer does not tell it.
    """

    kind: str
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One extract refresh task: `extractRefresh`, alone or in `task`, with its schedule.

    A task of another kind (`flowRun` …) is read alike. A text that is no whole number stays as
    it is written, as the "nn" of the reference's samples.

    Attributes:
        id: its LUID.
        type: "RefreshExtractTask" on Cloud, or as written ("FullRefresh" …).
        priority: 1-100; None where missing.
        consecutive_failed_count: how often in a row it has failed; None where missing.
        target: what it refreshes; None for a virtual connection, which answers do not name.
        schedule: when it runs; None where the answer does not tell.
    """

    id: str | None = None
    type: str | None = None
    priority: int | str | None = None
    consecutive_failed_count: int | str | None = None
    target: Target | None = None
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """One task in the answer of List Extract Refresh Tasks in Server Schedule.

    Attributes:
        id: the LUID of the task.
        type: "FullRefresh" or "IncrementalRefresh", as written.
        priority: 1-100; a text that is no whole number as written; None where missing.
        target: what it refreshes; the reference's sample gives it no id.
    """

    id: str | None = None
    type: str | None = None
    priority: int | str | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job that a request has started.

    Attributes:
        id: its LUID, with which Query Job tells how it goes.
        mode: "Asynchronous", as written.
        type: "RefreshExtract" or "CreateExtract", as written.
        created_at: when it was made, as written; the answer of a run leaves it out.
        target: what it works on, out of `extractCreationJob` or, in recorded answers of
            refreshes [tsc], `extractRefreshJob`.
        job_luid: the `jobLuid` beside that target: the id again.
    """

    id: str | None = None
    mode: str | None = None
    type: str | None = None
    created_at: str | None = None
    target: Target | None = None
    job_luid: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseWarning:
    """A warning in an answer to a request that Tableau took all the same.

    The message is recorded ([tsc] #550, #551); the other two are in Tableau's schema.

    Attributes:
        message: what Tableau says.
        error_code: the code of the REST error that it is akin to.
        id: of what it speaks.
    """

    message: str | None = None
    error_code: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Pagination:
    """Which page of a list an answer is.

    A text that is no whole number stays as it is written; None is missing.

    Attributes:
        page_number: from 1.
        page_size: how many items a page has at most.
        total_available: how many items all pages have together.
    """

    page_number: int | str | None = None
    page_size: int | str | None = None
    total_available: int | str | None = None


@dataclass(frozen=True, slots=True)
class ApiError:
    """The error with which Tableau answers a request that it refuses.

    Attributes:
        code: six digits, the HTTP status first: "409004".
        summary: its title.
        detail: what is wrong, in a sentence.
    """

    code: str | None = None
    summary: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one answer says, each part in document order.

    A value, as all of its parts are: immutable, hashable and picklable. Schedules are compared
    by meaning, so that a new `next_run_at` alone makes no other task.

    Attributes:
        tasks: of Create, Get, List and Update.
        extracts: of List Extract Refresh Tasks in Server Schedule.
        jobs: of Run and of the methods that create extracts.
        warnings: what Tableau remarks.
        pagination: which page it is; None where it comes whole.
        error: why Tableau refuses the request; None where it does not.
    """

    tasks: tuple[Task, ...] = ()
    extracts: tuple[Extract, ...] = ()
    jobs: tuple[Job, ...] = ()
    warnings: tuple[ResponseWarning, ...] = ()
    pagination: Pagination | None = None
    error: ApiError | None = None
