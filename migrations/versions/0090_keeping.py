"""how long things are kept, and erased people

The trail may lose rows older than a year, and a row may lose the name of somebody who was erased if it says so.
"""

import sqlalchemy as sa
from alembic import op


revision = '0090_keeping'
down_revision = '0086_meeting_kind'
branch_labels = None
depends_on = None

SAME = ' AND '.join(f'NEW.{name} IS OLD.{name}' for name in ('id', 'at', 'by_id', 'kind', 'object_type', 'object_id', 'partner_id'))
SQLITE = {
    'update': f'WHEN NOT (NEW.redacted_at IS NOT NULL AND {SAME})',
    'delete': "WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-365 days')",
}
REFUSAL = """
CREATE TRIGGER event_is_never_{verb}d BEFORE {VERB} ON event {when}
BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END
"""
POSTGRES = f"""
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' AND OLD.at <= (now() AT TIME ZONE 'utc') - INTERVAL '365 days' THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.redacted_at IS NOT NULL AND {SAME.replace(' IS OLD', ' IS NOT DISTINCT FROM OLD')} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail cannot be changed';
END $$
"""
POSTGRES_BEFORE = """
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail cannot be changed'; END $$
"""


def protect_the_trail(conditions: dict[str, str], function: str) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(function)
        return
    for verb in ('update', 'delete'):
        op.execute(f'DROP TRIGGER IF EXISTS event_is_never_{verb}d')
        op.execute(REFUSAL.format(verb=verb, VERB=verb.upper(), when=conditions.get(verb, '')))


def upgrade() -> None:
    op.create_table('keeping',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_keeping')),
    sa.UniqueConstraint('kind', name=op.f('uq_keeping_kind'))
    )
    op.add_column('event', sa.Column('redacted_at', sa.DateTime(), nullable=True))
    op.add_column('user', sa.Column('erased_at', sa.DateTime(), nullable=True))
    protect_the_trail(SQLITE, POSTGRES)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('update', 'delete'):
            op.execute(f'DROP TRIGGER event_is_never_{verb}d')
    op.drop_column('event', 'redacted_at')
    op.drop_column('user', 'erased_at')
    protect_the_trail({}, POSTGRES_BEFORE)
    op.drop_table('keeping')
