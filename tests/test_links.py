"""Whole addresses, for letters."""

from typing import Any

from partnerhub.foundation.links import link_to


def test_a_job_makes_links_without_a_request(app: Any) -> None:
    with app.app_context():
        assert link_to("partners.show_partner", key=3, tab="x").endswith(":8080/partners/3?tab=x")


def test_the_public_address_wins(app: Any) -> None:
    app.config["PUBLIC_URL"] = "https://hub.example.org"
    with app.test_request_context(base_url="http://127.0.0.1:8080"):
        assert link_to("partners.index") == "https://hub.example.org/partners"
