"""exports that a principal asked for"""

import sqlalchemy as sa
from alembic import op


revision = '0091_exports'
down_revision = '0100_trail_not_emptied'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('export',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_export_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export'))
    )


def downgrade() -> None:
    op.drop_table('export')
