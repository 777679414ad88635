"""a list that the school gave up lies in the bin"""

import sqlalchemy as sa
from alembic import op


revision = '0010_lists_in_the_bin'
down_revision = '0009_bin'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('own_list', schema=None) as batch_op:
        batch_op.add_column(sa.Column('binned_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('binned_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_own_list_binned_at'), ['binned_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_own_list_binned_by_id_user'), 'user', ['binned_by_id'], ['id'])
        batch_op.drop_constraint(batch_op.f('uq_own_list_country_situation'), type_='unique')
    used = sa.text('binned_at IS NULL')
    op.create_index(
        'uq_own_list_in_use', 'own_list', ['country', 'situation'], unique=True, sqlite_where=used, postgresql_where=used
    )


def downgrade() -> None:
    given_up = 'SELECT id FROM own_list WHERE binned_at IS NOT NULL'
    op.execute(f'DELETE FROM own_entry WHERE list_id IN ({given_up})')
    op.execute('DELETE FROM own_list WHERE binned_at IS NOT NULL')
    op.drop_index('uq_own_list_in_use', table_name='own_list')
    with op.batch_alter_table('own_list', schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f('uq_own_list_country_situation'), ['country', 'situation'])
        batch_op.drop_constraint(batch_op.f('fk_own_list_binned_by_id_user'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_own_list_binned_at'))
        batch_op.drop_column('binned_by_id')
        batch_op.drop_column('binned_at')
