"""finding a time"""

import sqlalchemy as sa
from alembic import op


revision = '0023_polls'
down_revision = '0022_calendar'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('poll',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('video_link', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_poll_made_by_id_user')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_poll_meeting_id_meeting'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll'))
    )
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_poll_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_poll_state'), ['state'], unique=False)

    op.create_table('poll_partner',
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_poll_partner_partner_id_partner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_poll_partner_poll_id_poll'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('poll_id', 'partner_id', name=op.f('pk_poll_partner'))
    )
    with op.batch_alter_table('poll_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_poll_partner_partner_id'), ['partner_id'], unique=False)

    op.create_table('poll_slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('begins', sa.Time(), nullable=False),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_poll_slot_poll_id_poll'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll_slot')),
    sa.UniqueConstraint('poll_id', 'day', 'begins', name=op.f('uq_poll_slot_poll_id_day_begins'))
    )
    op.create_table('poll_voter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_poll_voter_contact_id_contact'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_poll_voter_poll_id_poll'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_poll_voter_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll_voter'))
    )
    with op.batch_alter_table('poll_voter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_poll_voter_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_poll_voter_poll_id'), ['poll_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_poll_voter_user_id'), ['user_id'], unique=False)

    op.create_table('poll_vote',
    sa.Column('slot_id', sa.Integer(), nullable=False),
    sa.Column('voter_id', sa.Integer(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['slot_id'], ['poll_slot.id'], name=op.f('fk_poll_vote_slot_id_poll_slot'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['voter_id'], ['poll_voter.id'], name=op.f('fk_poll_vote_voter_id_poll_voter'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slot_id', 'voter_id', name=op.f('pk_poll_vote'))
    )
    with op.batch_alter_table('poll_vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_poll_vote_voter_id'), ['voter_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('poll_vote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_poll_vote_voter_id'))

    op.drop_table('poll_vote')
    with op.batch_alter_table('poll_voter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_poll_voter_user_id'))
        batch_op.drop_index(batch_op.f('ix_poll_voter_poll_id'))
        batch_op.drop_index(batch_op.f('ix_poll_voter_contact_id'))

    op.drop_table('poll_voter')
    op.drop_table('poll_slot')
    with op.batch_alter_table('poll_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_poll_partner_partner_id'))

    op.drop_table('poll_partner')
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_poll_state'))
        batch_op.drop_index(batch_op.f('ix_poll_meeting_id'))

    op.drop_table('poll')
