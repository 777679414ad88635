"""what is released of a round, and what is noted about comments"""

import sqlalchemy as sa
from alembic import op

revision = '0070_results'
down_revision = '0060_feedback'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pulse_release',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('moved_on', sa.Date(), nullable=True),
    sa.Column('thresholds', sa.JSON(), nullable=False),
    sa.Column('pictures', sa.JSON(), nullable=False),
    sa.Column('counted', sa.JSON(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_release_round_id_pulse_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_pulse_release'))
    )
    op.create_table('pulse_comment_note',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('is_marked', sa.Boolean(), nullable=False),
    sa.Column('theme', sa.String(), nullable=False),
    sa.Column('hidden_because', sa.String(), nullable=False),
    sa.Column('hidden_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['hidden_by_id'], ['user.id'], name=op.f('fk_pulse_comment_note_hidden_by_id_user')),
    sa.ForeignKeyConstraint(['key'], ['pulse_comment.key'], name=op.f('fk_pulse_comment_note_key_pulse_comment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_comment_note_round_id_pulse_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_pulse_comment_note')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('pulse_comment_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_comment_note_round_id'), ['round_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('pulse_comment_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_comment_note_round_id'))
    op.drop_table('pulse_comment_note')
    op.drop_table('pulse_release')
