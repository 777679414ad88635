"""What each person is answered by the partners' pages."""

from tests.access import Row

ROWS = {
    "GET partners.index": Row("/partners", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200),
    "GET partners.show_partner": Row(
        "/partners/{clinic}", anyone=401, viewer=200, partner=200, other=404, staff=200, principal=200
    ),
}
