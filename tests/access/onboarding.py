"""What each person is answered by the onboarding's pages."""

from tests.access import Row, everyone

ROWS = {
    "GET onboarding.index": Row(
        "/onboarding", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200
    ),
    "GET onboarding.begin": Row("/apply", **everyone(200)),
}
