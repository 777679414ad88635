"""What each person is answered by the pages of people."""

from tests.access import Row, everyone

ROWS = {
    "GET people.show_sign_in": Row("/login", anyone=200, viewer=303, partner=303, other=303, staff=303, principal=303),
    "POST people.sign_in": Row(
        "/login", **everyone(303), data={"email": "staff@demo.example", "password": "partnerhub-demo"}
    ),
    "POST people.sign_in with nothing typed": Row("/login", **everyone(422)),
    "POST people.sign_out": Row("/logout", anyone=401, viewer=303, partner=303, other=303, staff=303, principal=303),
    "GET people.index": Row("/people", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200),
}
