"""changed questions that were discarded can lie in the bin"""

import sqlalchemy as sa
from alembic import op

revision = "0067_versions_in_the_bin"
down_revision = "0090_keeping"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pulse_version") as batch_op:
        batch_op.add_column(sa.Column("binned_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("binned_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_pulse_version_binned_at"), ["binned_at"])
        batch_op.create_foreign_key(
            batch_op.f("fk_pulse_version_binned_by_id_user"), "user", ["binned_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("pulse_version") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pulse_version_binned_by_id_user"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_pulse_version_binned_at"))
        batch_op.drop_column("binned_by_id")
        batch_op.drop_column("binned_at")
