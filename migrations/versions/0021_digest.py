"""people say how often they are written to of what needs them"""

import sqlalchemy as sa
from alembic import op


revision = '0021_digest'
down_revision = '0020_meetings'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('digest', sa.String(), server_default='weekly', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_column('digest')
