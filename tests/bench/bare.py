"""The least that Flask can do, to measure ours against: a hello, a page of 25 rows, and a form that becomes one row.

    python -m tests.bench.bare FOLDER PORT

Served by waitress with as many threads as ours. The row goes into SQLite through Flask-SQLAlchemy, with the journal
and the synchronous setting that ours has (WAL, FULL).
"""

import sys
from pathlib import Path

import waitress
from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from partnerhub.foundation.db import sqlite

THREADS = 8
PAGE = """<!doctype html><title>Rows</title><h1>Rows</h1>
<ul>{% for row in rows %}<li><a href="/rows/{{ row.id }}">{{ row.text }}</a></li>{% endfor %}</ul>"""


def bare(folder: Path) -> Flask:
    """An app of two routes."""
    app, db = Flask("bare"), SQLAlchemy()
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'bare.sqlite3'}"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"module": sqlite, "pool_size": THREADS}
    db.init_app(app)

    class Row(db.Model):  # type: ignore[name-defined]
        """One form."""

        id = db.Column(db.Integer, primary_key=True)
        text = db.Column(db.String)

    @app.get("/hello")
    def hello() -> str:
        return "Hello"

    @app.get("/rows")
    def rows() -> str:
        return render_template_string(PAGE, rows=db.session.scalars(db.select(Row).order_by(Row.id).limit(25)))

    @app.post("/insert")
    def insert() -> tuple[str, int]:
        db.session.add(Row(text=request.form["text"]))
        db.session.commit()
        return "", 204

    with app.app_context():

        @event.listens_for(db.engine, "connect")
        def set_up(connection: object, record: object) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
                connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

        db.create_all()
        db.session.add_all(Row(text=f"Row {n}") for n in range(25))
        db.session.commit()
    return app


if __name__ == "__main__":
    waitress.serve(bare(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS, _quiet=True)
