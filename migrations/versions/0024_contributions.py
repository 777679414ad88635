"""what others write to a meeting, and what is thrown away of the calendar"""

import sqlalchemy as sa
from alembic import op


revision = '0024_contributions'
down_revision = '0023_polls'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('contribution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('minutes_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contribution_contact_id_contact'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_contribution_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_contribution_minutes_id_minutes'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_contribution_topic_id_topic'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_contribution_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution'))
    )
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contribution_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contribution_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contribution_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_contribution_user_id'), ['user_id'], unique=False)

    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_correction_minutes_id'))

    op.drop_table('correction')
    with op.batch_alter_table('agenda_template', schema=None) as batch_op:
        batch_op.add_column(sa.Column('binned_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('binned_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_agenda_template_binned_at'), ['binned_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_agenda_template_binned_by_id_user'), 'user', ['binned_by_id'], ['id'])
        batch_op.drop_column('is_removed')

    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('word', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('link_until', sa.DateTime(), nullable=True))

    with op.batch_alter_table('holiday', schema=None) as batch_op:
        batch_op.add_column(sa.Column('binned_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('binned_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_holiday_binned_at'), ['binned_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_holiday_binned_by_id_user'), 'user', ['binned_by_id'], ['id'])

    with op.batch_alter_table('school', schema=None) as batch_op:
        batch_op.add_column(sa.Column('correction_days', sa.Integer(), nullable=False, server_default='14'))

    with op.batch_alter_table('timetable_block', schema=None) as batch_op:
        batch_op.add_column(sa.Column('binned_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('binned_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_timetable_block_binned_at'), ['binned_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_timetable_block_binned_by_id_user'), 'user', ['binned_by_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('timetable_block', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_timetable_block_binned_by_id_user'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_timetable_block_binned_at'))
        batch_op.drop_column('binned_by_id')
        batch_op.drop_column('binned_at')

    with op.batch_alter_table('school', schema=None) as batch_op:
        batch_op.drop_column('correction_days')

    with op.batch_alter_table('holiday', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_holiday_binned_by_id_user'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_holiday_binned_at'))
        batch_op.drop_column('binned_by_id')
        batch_op.drop_column('binned_at')

    with op.batch_alter_table('attendee', schema=None) as batch_op:
        batch_op.drop_column('link_until')
        batch_op.drop_column('word')

    with op.batch_alter_table('agenda_template', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_removed', sa.BOOLEAN(), nullable=False, server_default='0'))
        batch_op.drop_constraint(batch_op.f('fk_agenda_template_binned_by_id_user'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_agenda_template_binned_at'))
        batch_op.drop_column('binned_by_id')
        batch_op.drop_column('binned_at')

    op.create_table('correction',
    sa.Column('id', sa.INTEGER(), nullable=False),
    sa.Column('minutes_id', sa.INTEGER(), nullable=False),
    sa.Column('topic_id', sa.INTEGER(), nullable=True),
    sa.Column('by_id', sa.INTEGER(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('text', sa.VARCHAR(), nullable=False),
    sa.Column('state', sa.VARCHAR(), nullable=False),
    sa.Column('answer', sa.VARCHAR(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_correction_by_id_user')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_correction_minutes_id_minutes'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_correction_topic_id_topic'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction'))
    )
    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_correction_minutes_id'), ['minutes_id'], unique=False)

    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contribution_user_id'))
        batch_op.drop_index(batch_op.f('ix_contribution_state'))
        batch_op.drop_index(batch_op.f('ix_contribution_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_contribution_contact_id'))

    op.drop_table('contribution')
