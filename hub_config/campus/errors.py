"""Refusals: what a person asked for cannot be done, and why, in their language."""

from grading.errors import EnactError


def N_(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


class Refused(EnactError):
    """A request is refused; nothing that was stored has changed.

    Attributes:
        status: HTTP status.
        code: short stable name of the reason.
        message: English message with `%(name)s` places, the key of its translation.
        values: what goes into the places.
        retry_after_s: seconds after which trying again makes sense, or None.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        retry_after_s: float | None = None,
        /,
        **values: object,
    ) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.values = values
        self.retry_after_s = retry_after_s
        super().__init__(message % values if values else message)


def forbidden() -> Refused:
    """Return the refusal of something that the person may not see or do."""
    return Refused(403, "forbidden", N_("You do not have access to this page."))


def unknown(code: str, message: str, **values: object) -> Refused:
    """Return the refusal of a name that means nothing to this person."""
    return Refused(404, code, message, None, **values)


def unavailable() -> Refused:
    """Return the refusal given when the platform cannot store anything now."""
    return Refused(
        503,
        "unavailable",
        N_(
            "The platform cannot take this right now and has stored nothing. "
            "Your work is safe in your notebook: please try again in a minute."
        ),
        30.0,
    )
