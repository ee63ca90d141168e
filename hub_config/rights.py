"""Who may do what in the hub: its roles, and the scopes of the tokens that it hands out."""

from typing import Any

CAMPUS_ACCESS = "access:services!service=campus"

# A student's server token: tell the hub that it is alive, and talk to campus as the student.
SERVER_TOKEN_SCOPES = [
    "users:activity!user",
    "access:servers!server",
    "read:users:name!user",
    "read:users:groups!user",
    CAMPUS_ACCESS,
]


def roles() -> list[dict[str, Any]]:
    """Return the roles of people and services; roles of cohorts are made when needed."""
    return [
        {"name": "user", "scopes": ["self", CAMPUS_ACCESS]},
        {
            "name": "campus",
            "description": "Keeps groups and people in step with enrolments",
            "services": ["campus"],
            "scopes": ["admin:users", "list:users", "read:users:groups", "admin:groups", "groups"],
        },
        {
            "name": "idle-culler",
            "description": "Stops notebook servers that nobody uses",
            "services": ["idle-culler"],
            "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        },
    ]
