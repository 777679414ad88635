"""What each person is answered by the page about the server."""

from tests.access import Row

ROWS = {
    "GET care.show_status": Row("/status", anyone=401, viewer=403, partner=403, other=403, staff=403, principal=200),
}
