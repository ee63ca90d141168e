"""The OpenAPI description of the API, under test against the routes themselves."""

from importlib.metadata import version
from typing import Any

from grading.record import Status
from hub_config.campus.access import Access
from hub_config.campus.web.handlers import ApiHandler

Form = dict[str, Any]

TEXT: Form = {"type": "string"}
NUMBER: Form = {"type": "number"}
COUNT: Form = {"type": "integer", "minimum": 0}
MOMENT: Form = {"type": "string", "format": "date-time"}
STATUSES = ["queued", "running", "graded", "failed"]
ERRORS = {
    "400": "The request cannot be read",
    "403": "No token, no scope, or not yours",
    "404": "Unknown, or not released",
    "409": "Too late, or not possible now",
    "413": "Too large",
    "422": "A notebook that cannot be graded",
    "429": "No attempt left for now, or too many requests",
    "503": "The platform cannot take it now; nothing was stored",
}


def _object(**properties: Form) -> Form:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(item: Form) -> Form:
    return {"type": "array", "items": item}


def _maybe(form: Form) -> Form:
    return {"anyOf": [form, {"type": "null"}]}


def _ref(name: str) -> Form:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: dict[str, Form] = {
    "Error": _object(code=TEXT, message=TEXT),
    "File": _object(
        path=TEXT, content={"type": "string", "contentEncoding": "base64", "format": "byte"}
    ),
    "Files": _object(files={**_list(_ref("File")), "minItems": 1}),
    "Cohort": _object(
        cohort=TEXT,
        course=TEXT,
        title=TEXT,
        role={"type": "string", "enum": ["student", "instructor"]},
        starts_at=_maybe(MOMENT),
        ends_at=_maybe(MOMENT),
    ),
    "Assignment": _object(
        assignment=TEXT,
        title=TEXT,
        module=TEXT,
        due_at=_maybe(MOMENT),
        notebooks=_list(TEXT),
        max_score=NUMBER,
        best_score=_maybe(NUMBER),
        attempts=_object(used=COUNT, left=_maybe(COUNT), next_at=_maybe(MOMENT)),
    ),
    "Receipt": _object(submission_id=TEXT, attempt=COUNT, received_at=MOMENT),
    "Submission": _object(
        submission_id=TEXT,
        cohort=TEXT,
        assignment=TEXT,
        student=TEXT,
        attempt=COUNT,
        received_at=MOMENT,
        status={"type": "string", "enum": STATUSES},
        score=_maybe(NUMBER),
        max_score=_maybe(NUMBER),
        needs_manual={"type": "boolean"},
        graded_at=_maybe(MOMENT),
        message=_maybe(TEXT),
    ),
}
SCHEMAS["Question"] = _object(
    exercise=TEXT,
    question=TEXT,
    status={"type": "string", "enum": [each.value for each in Status]},
    status_text=TEXT,
    score=_maybe(NUMBER),
    max_score=NUMBER,
    reason=_maybe(TEXT),
    limit=_maybe(TEXT),
    intent=_maybe(TEXT),
    test=_maybe(TEXT),
    expected=_maybe(TEXT),
    got=_maybe(TEXT),
    error=_maybe(TEXT),
    comment=_maybe(TEXT),
    hints=_list(TEXT),
    next_hint_in=_maybe(COUNT),
)
SCHEMAS["Standing"] = _object(
    **SCHEMAS["Assignment"]["properties"],
    cohort_title=TEXT,
    can_submit={"type": "boolean"},
    keeps={"type": "string", "enum": ["best", "last"]},
    submissions=_list(_ref("Submission")),
    graded=_maybe(TEXT),
    questions=_list(_ref("Question")),
)


def _path(name: str) -> Form:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


WAIT: Form = {
    "name": "wait",
    "in": "query",
    "description": "Seconds to wait for a result",
    "schema": {"type": "number", "minimum": 0, "maximum": 60},
}
REPEAT: Form = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same text again gives the first receipt",
    "schema": {"type": "string", "maxLength": 64, "pattern": "^[!-~]+$"},
}


def _operation(
    summary: str,
    answer: Form | None,
    *parameters: Form,
    status: str = "200",
    body: Form | None = None,
    media: str = "application/json",
    is_public: bool = False,
) -> Form:
    found: Form = {"description": summary}
    if answer is not None:
        found["content"] = {media: {"schema": answer}}
    error = {"application/json": {"schema": _ref("Error")}}
    operation: Form = {
        "summary": summary,
        "parameters": list(parameters),
        "responses": {
            status: found,
            **{code: {"description": text, "content": error} for code, text in ERRORS.items()},
        },
    }
    if body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": body}},
        }
    if is_public:
        operation["security"] = []
    return operation


COHORT, ASSIGNMENT, SUBMISSION = _path("cohort"), _path("assignment"), _path("submission")
IN_ASSIGNMENT = "api/cohorts/{cohort}/assignments/{assignment}"

PATHS: dict[str, dict[str, Form]] = {
    "api/health": {
        "get": _operation("Whether the service works", _object(status=TEXT), is_public=True)
    },
    "api/openapi.json": {"get": _operation("This description", {"type": "object"}, is_public=True)},
    "api/cohorts": {
        "get": _operation("Cohorts of the person", _object(cohorts=_list(_ref("Cohort"))))
    },
    "api/cohorts/{cohort}/submissions": {
        "get": _operation(
            "Newest submissions of all students, for instructors",
            _object(submissions=_list(_ref("Submission"))),
            COHORT,
        )
    },
    "api/cohorts/{cohort}/submissions/own": {
        "get": _operation(
            "The person's own submissions to all released assignments, newest first in each",
            _object(submissions=_list(_ref("Submission"))),
            COHORT,
        )
    },
    "api/cohorts/{cohort}/assignments": {
        "get": _operation(
            "Released assignments", _object(assignments=_list(_ref("Assignment"))), COHORT
        )
    },
    IN_ASSIGNMENT: {
        "get": _operation(
            "One assignment as the person stands in it, with the questions of the newest "
            "graded attempt",
            _ref("Standing"),
            COHORT,
            ASSIGNMENT,
        )
    },
    f"{IN_ASSIGNMENT}/files": {
        "get": _operation(
            "Files to work on",
            _object(assignment=TEXT, files=_list(_ref("File"))),
            COHORT,
            ASSIGNMENT,
        )
    },
    f"{IN_ASSIGNMENT}/submissions": {
        "get": _operation(
            "The person's own submissions, newest first",
            _object(submissions=_list(_ref("Submission"))),
            COHORT,
            ASSIGNMENT,
        ),
        "post": _operation(
            "Hand in; answered once it is on disk",
            _ref("Receipt"),
            COHORT,
            ASSIGNMENT,
            REPEAT,
            status="201",
            body=_ref("Files"),
        ),
    },
    f"{IN_ASSIGNMENT}/checks": {
        "post": _operation(
            "Run the visible tests; no attempt is used and nothing is kept",
            _object(questions=_list(_ref("Question"))),
            COHORT,
            ASSIGNMENT,
            body=_ref("Files"),
        )
    },
    "api/submissions/{submission}": {
        "get": _operation("One submission", _ref("Submission"), SUBMISSION, WAIT)
    },
    "api/submissions/{submission}/files": {
        "get": _operation(
            "What was handed in",
            _object(submission_id=TEXT, files=_list(_ref("File"))),
            SUBMISSION,
        )
    },
    "api/submissions/{submission}/questions": {
        "get": _operation(
            "The questions of a graded submission, with the hints that are open",
            _object(submission_id=TEXT, questions=_list(_ref("Question"))),
            SUBMISSION,
        )
    },
    "api/submissions/{submission}/feedback": {
        "get": _operation("Feedback as one page", TEXT, SUBMISSION, media="text/html")
    },
}


def description(prefix: str) -> Form:
    """Return the description of the API below a prefix."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "ENACT Academy campus", "version": version("enact-academy")},
        "servers": [{"url": prefix.rstrip("/")}],
        "paths": {f"/{path}": operations for path, operations in PATHS.items()},
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "token": {"type": "apiKey", "in": "header", "name": "Authorization"}
            },
        },
        "security": [{"token": []}],
    }


class OpenApi(ApiHandler):
    """The description, for programs."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Give it."""
        self.answer(description(self.campus.settings.prefix))
