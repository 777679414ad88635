"""stories, their editions and what is said of them"""

import sqlalchemy as sa
from alembic import op


revision = '0080_stories'
down_revision = '0070_results'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('story',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.JSON(), nullable=False),
    sa.Column('said', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user.id'], name=op.f('fk_story_proposed_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story'))
    )
    with op.batch_alter_table('story', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_proposed_by_id'), ['proposed_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_story_published_at'), ['published_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_story_state'), ['state'], unique=False)

    op.create_table('story_edition',
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_story_edition_by_id_user')),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_edition_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('story_id', 'number', name=op.f('pk_story_edition'))
    )
    op.create_table('story_partner',
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_story_partner_partner_id_partner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_partner_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('story_id', 'partner_id', name=op.f('pk_story_partner'))
    )
    with op.batch_alter_table('story_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_partner_partner_id'), ['partner_id'], unique=False)

    op.create_table('story_remark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('was', sa.String(), nullable=False),
    sa.Column('suggested', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_story_remark_by_id_user')),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_remark_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story_remark'))
    )
    with op.batch_alter_table('story_remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_remark_story_id'), ['story_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('story_remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_story_remark_story_id'))

    op.drop_table('story_remark')
    with op.batch_alter_table('story_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_story_partner_partner_id'))

    op.drop_table('story_partner')
    op.drop_table('story_edition')
    with op.batch_alter_table('story', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_story_state'))
        batch_op.drop_index(batch_op.f('ix_story_published_at'))
        batch_op.drop_index(batch_op.f('ix_story_proposed_by_id'))

    op.drop_table('story')
