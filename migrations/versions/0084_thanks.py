"""thanks"""

import sqlalchemy as sa
from alembic import op


revision = '0084_thanks'
down_revision = '0083_story_settings'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('thanks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('binned_at', sa.DateTime(), nullable=True),
    sa.Column('binned_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['binned_by_id'], ['user.id'], name=op.f('fk_thanks_binned_by_id_user')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_thanks_by_id_user')),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_thanks_partner_id_partner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks'))
    )
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_binned_at'), ['binned_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_on'), ['on'], unique=False)
        batch_op.create_index(batch_op.f('ix_thanks_partner_id'), ['partner_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thanks_partner_id'))
        batch_op.drop_index(batch_op.f('ix_thanks_on'))
        batch_op.drop_index(batch_op.f('ix_thanks_binned_at'))

    op.drop_table('thanks')
