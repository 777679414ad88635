"""meeting kind"""

import sqlalchemy as sa
from alembic import op


revision = '0086_meeting_kind'
down_revision = '0066_replies_in_the_bin'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(), nullable=False, server_default='talk'))


def downgrade() -> None:
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_column('kind')
