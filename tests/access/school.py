"""What each person is answered by the pages of the school."""

from tests.access import Row, everyone

ROWS = {
    "GET school.show_settings": Row(
        "/school", anyone=401, viewer=403, partner=403, other=403, staff=403, principal=200
    ),
    "GET school.show_logo": Row("/logo", **everyone(404)),
}
