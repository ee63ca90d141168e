"""Alembic's entry: runs the migrations on the URL of its configuration."""

from alembic import context
from sqlalchemy import create_engine, pool

from hub_config.campus.tables import Base


def run() -> None:
    """Run the migrations in one transaction."""
    engine = create_engine(
        context.config.get_main_option("sqlalchemy.url") or "", poolclass=pool.NullPool
    )
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, render_as_batch=True
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
