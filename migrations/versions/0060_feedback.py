"""pulses, answers and replies"""

import sqlalchemy as sa
from alembic import op

revision = '0060_feedback'
down_revision = '0024_contributions'
branch_labels = None
depends_on = None

def upgrade() -> None:

    op.create_table('contact_request',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('reach', sa.String(), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('aside', sa.String(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_contact_request')),
    sqlite_with_rowid=False
    )
    op.create_table('pulse_receipt',
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_pulse_receipt')),
    sqlite_with_rowid=False
    )
    op.create_table('feedback_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('safeguarding_id', sa.Integer(), nullable=True),
    sa.Column('answers_months', sa.Integer(), nullable=False),
    sa.Column('contact_days', sa.Integer(), nullable=False),
    sa.Column('public_threshold', sa.Integer(), nullable=False),
    sa.Column('reply_days', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['safeguarding_id'], ['user.id'], name=op.f('fk_feedback_rules_safeguarding_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_rules'))
    )
    op.create_table('pulse',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('intro', sa.JSON(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('binned_at', sa.DateTime(), nullable=True),
    sa.Column('binned_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['binned_by_id'], ['user.id'], name=op.f('fk_pulse_binned_by_id_user')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_pulse_made_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse')),
    sa.UniqueConstraint('code', name=op.f('uq_pulse_code'))
    )
    with op.batch_alter_table('pulse', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_binned_at'), ['binned_at'], unique=False)

    op.create_table('pulse_partner',
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_pulse_partner_partner_id_partner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pulse_id'], ['pulse.id'], name=op.f('fk_pulse_partner_pulse_id_pulse'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('pulse_id', 'partner_id', name=op.f('pk_pulse_partner'))
    )
    with op.batch_alter_table('pulse_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_partner_partner_id'), ['partner_id'], unique=False)

    op.create_table('pulse_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=True),
    sa.Column('revision', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['pulse_id'], ['pulse.id'], name=op.f('fk_pulse_version_pulse_id_pulse'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_version')),
    sa.UniqueConstraint('pulse_id', 'number', name=op.f('uq_pulse_version_pulse_id_number'))
    )
    op.create_table('pulse_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('scale', sa.String(), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('help', sa.JSON(), nullable=False),
    sa.Column('is_required', sa.Boolean(), nullable=False),
    sa.Column('may_not_apply', sa.Boolean(), nullable=False),
    sa.Column('is_barrier', sa.Boolean(), nullable=False),
    sa.Column('is_protected', sa.Boolean(), nullable=False),
    sa.Column('shown_if', sa.String(), nullable=True),
    sa.Column('shown_if_answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['pulse_version.id'], name=op.f('fk_pulse_question_version_id_pulse_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_question')),
    sa.UniqueConstraint('version_id', 'key', name=op.f('uq_pulse_question_version_id_key'))
    )
    op.create_table('pulse_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('notice_on', sa.Date(), nullable=True),
    sa.Column('opt_out', sa.String(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('replied_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_pulse_round_made_by_id_user')),
    sa.ForeignKeyConstraint(['pulse_id'], ['pulse.id'], name=op.f('fk_pulse_round_pulse_id_pulse'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['pulse_version.id'], name=op.f('fk_pulse_round_version_id_pulse_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_round')),
    sa.UniqueConstraint('pulse_id', 'number', name=op.f('uq_pulse_round_pulse_id_number'))
    )
    op.create_table('pulse_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['pulse_question.id'], name=op.f('fk_pulse_choice_question_id_pulse_question'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_choice')),
    sa.UniqueConstraint('question_id', 'key', name=op.f('uq_pulse_choice_question_id_key'))
    )
    op.create_table('pulse_comment',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('question_key', sa.String(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('aside', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_pulse_comment_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_comment_round_id_pulse_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_pulse_comment')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('pulse_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_comment_round_id'), ['round_id'], unique=False)

    op.create_table('pulse_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('theme', sa.String(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('did', sa.JSON(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action_item.id'], name=op.f('fk_pulse_reply_action_id_action_item'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_reply_round_id_pulse_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_reply'))
    )
    with op.batch_alter_table('pulse_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_reply_round_id'), ['round_id'], unique=False)

    op.create_table('pulse_response',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('aside', sa.String(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_pulse_response_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_response_round_id_pulse_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['pulse_version.id'], name=op.f('fk_pulse_response_version_id_pulse_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_pulse_response')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('pulse_response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_response_round_id'), ['round_id'], unique=False)

def downgrade() -> None:

    with op.batch_alter_table('pulse_response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_response_round_id'))

    op.drop_table('pulse_response')
    with op.batch_alter_table('pulse_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_reply_round_id'))

    op.drop_table('pulse_reply')
    with op.batch_alter_table('pulse_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_comment_round_id'))

    op.drop_table('pulse_comment')
    op.drop_table('pulse_choice')
    op.drop_table('pulse_round')
    op.drop_table('pulse_question')
    op.drop_table('pulse_version')
    with op.batch_alter_table('pulse_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_partner_partner_id'))

    op.drop_table('pulse_partner')
    with op.batch_alter_table('pulse', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_binned_at'))

    op.drop_table('pulse')
    op.drop_table('feedback_rules')
    op.drop_table('pulse_receipt')
    op.drop_table('contact_request')

