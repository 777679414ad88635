"""the audit trail is not replaced either

INSERT OR REPLACE deletes a row without asking the triggers that refuse a DELETE.
"""

from alembic import op


revision = '0006_trail_not_replaced'
down_revision = '0005'
branch_labels = None
depends_on = None

REFUSAL = """
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(REFUSAL)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_is_never_replaced")
