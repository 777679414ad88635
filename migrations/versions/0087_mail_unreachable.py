"""mail unreachable"""

import sqlalchemy as sa
from alembic import op


revision = '0087_mail_unreachable'
down_revision = '0091_exports'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_unreachable', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_column('is_unreachable')
