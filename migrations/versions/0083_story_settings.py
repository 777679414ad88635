"""what the school says of its public stories"""

import sqlalchemy as sa
from alembic import op


revision = '0083_story_settings'
down_revision = '0082_photos'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('story_settings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('is_listed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story_settings'))
    )


def downgrade() -> None:
    op.drop_table('story_settings')
