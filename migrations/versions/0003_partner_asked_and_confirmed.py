"""when a partner was asked whether its details are right, and when it said so"""

import sqlalchemy as sa
from alembic import op


revision = '0003_partner_asked'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('partner', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('partner', schema=None) as batch_op:
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('asked_at')
