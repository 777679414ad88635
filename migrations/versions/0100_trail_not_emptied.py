"""the audit trail is not emptied either

PostgreSQL's TRUNCATE empties a table without asking the triggers that refuse a DELETE.
"""

from alembic import op


revision = '0100_trail_not_emptied'
down_revision = '0067_versions_in_the_bin'
branch_labels = None
depends_on = None

REFUSAL = """
CREATE TRIGGER event_is_never_emptied BEFORE TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSAL)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER event_is_never_emptied ON event")
