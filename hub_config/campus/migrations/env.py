"""Alembic's entry: runs the migrations on the URL of its configuration."""

from alembic import context
from sqlalchemy import create_engine, pool

from hub_config.campus.database import begin_transactions
from hub_config.campus.tables import Base


def run() -> None:
    """Run the migrations in one transaction."""
    engine = create_engine(
        context.config.get_main_option("sqlalchemy.url") or "", poolclass=pool.NullPool
    )
    if engine.dialect.name == "sqlite":
        begin_transactions(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
