"""meetings in people's own calendars"""

import sqlalchemy as sa
from alembic import op


revision = '0022_calendar'
down_revision = '0021_digest'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_subscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_calendar_subscription_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_subscription')),
    sa.UniqueConstraint('user_id', name=op.f('uq_calendar_subscription_user_id'))
    )


def downgrade() -> None:
    op.drop_table('calendar_subscription')
