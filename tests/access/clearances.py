"""What each person is answered by the clearances' pages."""

from tests.access import Row

ROWS = {
    "GET clearances.show_board": Row(
        "/cleared", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200
    ),
}
