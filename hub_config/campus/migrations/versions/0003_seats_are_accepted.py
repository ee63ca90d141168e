"""Seats are accepted."""

import sqlalchemy as sa
from alembic import op

from hub_config.campus.tables.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accepted_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_column("accepted_at")
