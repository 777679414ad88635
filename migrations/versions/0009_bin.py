"""the bin, and the first that can lie in it: a checklist's entries"""

import sqlalchemy as sa
from alembic import op


revision = '0009_bin'
down_revision = '0008_imported_lists'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('own_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('binned_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('binned_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_own_entry_binned_at'), ['binned_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_own_entry_binned_by_id_user'), 'user', ['binned_by_id'], ['id'])
    entry = sa.table('own_entry', sa.column('is_removed', sa.Boolean), sa.column('binned_at', sa.DateTime))
    op.execute(entry.update().where(entry.c.is_removed).values(binned_at=sa.func.current_timestamp()))
    with op.batch_alter_table('own_entry', schema=None) as batch_op:
        batch_op.drop_column('is_removed')


def downgrade() -> None:
    with op.batch_alter_table('own_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_removed', sa.Boolean(), nullable=False, server_default=sa.false()))
    entry = sa.table('own_entry', sa.column('is_removed', sa.Boolean), sa.column('binned_at', sa.DateTime))
    op.execute(entry.update().where(entry.c.binned_at.is_not(None)).values(is_removed=True))
    with op.batch_alter_table('own_entry', schema=None) as batch_op:
        batch_op.alter_column('is_removed', server_default=None)
        batch_op.drop_constraint(batch_op.f('fk_own_entry_binned_by_id_user'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_own_entry_binned_at'))
        batch_op.drop_column('binned_by_id')
        batch_op.drop_column('binned_at')
