"""the photos of stories"""

import sqlalchemy as sa
from alembic import op


revision = '0082_photos'
down_revision = '0081_consents'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('story_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('original_id', sa.Integer(), nullable=False),
    sa.Column('large_id', sa.Integer(), nullable=False),
    sa.Column('small_id', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('alt', sa.JSON(), nullable=False),
    sa.Column('focal', sa.String(), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('shows_nobody', sa.Boolean(), nullable=True),
    sa.Column('binned_at', sa.DateTime(), nullable=True),
    sa.Column('binned_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['binned_by_id'], ['user.id'], name=op.f('fk_story_photo_binned_by_id_user')),
    sa.ForeignKeyConstraint(['large_id'], ['stored_file.id'], name=op.f('fk_story_photo_large_id_stored_file')),
    sa.ForeignKeyConstraint(['original_id'], ['stored_file.id'], name=op.f('fk_story_photo_original_id_stored_file')),
    sa.ForeignKeyConstraint(['small_id'], ['stored_file.id'], name=op.f('fk_story_photo_small_id_stored_file')),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_photo_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story_photo')),
    sa.UniqueConstraint('token', name=op.f('uq_story_photo_token'))
    )
    with op.batch_alter_table('story_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_photo_binned_at'), ['binned_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_story_photo_story_id'), ['story_id'], unique=False)

    op.create_table('photo_person',
    sa.Column('photo_id', sa.Integer(), nullable=False),
    sa.Column('portrayed_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['photo_id'], ['story_photo.id'], name=op.f('fk_photo_person_photo_id_story_photo'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['portrayed_id'], ['portrayed.id'], name=op.f('fk_photo_person_portrayed_id_portrayed'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('photo_id', 'portrayed_id', name=op.f('pk_photo_person'))
    )
    with op.batch_alter_table('photo_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_photo_person_portrayed_id'), ['portrayed_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('photo_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_photo_person_portrayed_id'))

    op.drop_table('photo_person')
    with op.batch_alter_table('story_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_story_photo_story_id'))
        batch_op.drop_index(batch_op.f('ix_story_photo_binned_at'))

    op.drop_table('story_photo')
