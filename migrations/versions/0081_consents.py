"""who is in a story, and what they agreed to"""

import sqlalchemy as sa
from alembic import op


revision = '0081_consents'
down_revision = '0080_stories'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('portrayed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('is_child', sa.Boolean(), nullable=False),
    sa.Column('in_words', sa.Boolean(), nullable=False),
    sa.Column('is_named', sa.Boolean(), nullable=False),
    sa.Column('is_helped', sa.Boolean(), nullable=False),
    sa.Column('recognizable', sa.Boolean(), nullable=True),
    sa.Column('is_in_it', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_portrayed_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portrayed'))
    )
    with op.batch_alter_table('portrayed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_portrayed_story_id'), ['story_id'], unique=False)

    op.create_table('story_outing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_story_outing_by_id_user')),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_outing_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story_outing'))
    )
    with op.batch_alter_table('story_outing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_outing_story_id'), ['story_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('portrayed_id', sa.Integer(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('giver', sa.String(), nullable=False),
    sa.Column('uses', sa.JSON(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['stored_file.id'], name=op.f('fk_consent_document_id_stored_file')),
    sa.ForeignKeyConstraint(['portrayed_id'], ['portrayed.id'], name=op.f('fk_consent_portrayed_id_portrayed'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user.id'], name=op.f('fk_consent_recorded_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_portrayed_id'), ['portrayed_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_until'), ['until'], unique=False)

    op.create_table('consent_withdrawal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('portrayed_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('giver', sa.String(), nullable=False),
    sa.Column('uses', sa.JSON(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['portrayed_id'], ['portrayed.id'], name=op.f('fk_consent_withdrawal_portrayed_id_portrayed'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user.id'], name=op.f('fk_consent_withdrawal_recorded_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_withdrawal'))
    )
    with op.batch_alter_table('consent_withdrawal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_withdrawal_portrayed_id'), ['portrayed_id'], unique=False)

    with op.batch_alter_table('story', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_about_nobody', sa.Boolean(), nullable=False, server_default=sa.false()))



def downgrade() -> None:
    with op.batch_alter_table('story', schema=None) as batch_op:
        batch_op.drop_column('is_about_nobody')

    with op.batch_alter_table('consent_withdrawal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_withdrawal_portrayed_id'))

    op.drop_table('consent_withdrawal')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_until'))
        batch_op.drop_index(batch_op.f('ix_consent_portrayed_id'))

    op.drop_table('consent')
    with op.batch_alter_table('story_outing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_story_outing_story_id'))

    op.drop_table('story_outing')
    with op.batch_alter_table('portrayed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_portrayed_story_id'))

    op.drop_table('portrayed')
