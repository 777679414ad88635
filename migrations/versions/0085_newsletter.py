"""the newsletter"""

import sqlalchemy as sa
from alembic import op


revision = '0085_newsletter'
down_revision = '0084_thanks'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('subscriber',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.Column('left_at', sa.DateTime(), nullable=True),
    sa.Column('bounced_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscriber')),
    sa.UniqueConstraint('email', name=op.f('uq_subscriber_email'))
    )
    op.create_table('newsletter_issue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('sent_by_id', sa.Integer(), nullable=True),
    sa.Column('is_paused', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['sent_by_id'], ['user.id'], name=op.f('fk_newsletter_issue_sent_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_newsletter_issue'))
    )
    op.create_table('newsletter_piece',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=True),
    sa.Column('heading', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['newsletter_issue.id'], name=op.f('fk_newsletter_piece_issue_id_newsletter_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_newsletter_piece_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_newsletter_piece'))
    )
    with op.batch_alter_table('newsletter_piece', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_newsletter_piece_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_newsletter_piece_story_id'), ['story_id'], unique=False)

    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batch', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('is_held', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('unsubscribe', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('begun_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('is_in_doubt', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(batch_op.f('ix_mail_batch'), ['batch'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mail_batch'))
        batch_op.drop_column('is_in_doubt')
        batch_op.drop_column('begun_at')
        batch_op.drop_column('unsubscribe')
        batch_op.drop_column('is_held')
        batch_op.drop_column('batch')

    with op.batch_alter_table('newsletter_piece', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_newsletter_piece_story_id'))
        batch_op.drop_index(batch_op.f('ix_newsletter_piece_issue_id'))

    op.drop_table('newsletter_piece')
    op.drop_table('newsletter_issue')
    op.drop_table('subscriber')
