"""Headers that no browser sends, or not like that."""

ODD = ["", " ", "*", "null", "\xff", "a\tb", "x" * 6000, "'", "%00", "-1"]
COOKIES = [
    "partnerhub=" + "a" * 4000,
    "partnerhub=\xff; partnerhub-form=e30.x.y",
    "partnerhub-device=.e.",
    "a=b;" * 500,
]
HOSTS = ["localhost:99999", "[::1", "evil.example", "a b", "localhost:", "127.1", "@localhost", "\xff"]
TONGUES = ["ar-\u00e9", "es;q=nan", "x-" * 500, "en_US@x;q=0.5", "*;q=0", "zh-Hant-TW-u-ca-x"]
HEADERS = {
    "HX-Request": ["true", "false", "1", "\xff"],
    "HX-Boosted": ["true", "\xff"],
    "HX-History-Restore-Request": ["true"],
    "HX-Target": ODD,
    "HX-Current-URL": [*ODD, "http://[::1", "javascript:1", "http://evil.example/"],
    "X-Check-Field": [*ODD, "name", "email", "csrf_token"],
    "X-CSRFToken": ODD,
    "Accept": [*ODD, "text/html;q=x", "application/json", "text/html;q=1e999"],
    "Accept-Language": [*ODD, *TONGUES],
    "Accept-Encoding": [*ODD, "gzip;q=x", "br, gzip, zstd", "identity;q=0"],
    "Cookie": [*ODD, *COOKIES, '$Version=1; "=;;='],
    "Authorization": ["Basic \xff", "Bearer x", 'Digest username="x'],
    "Origin": [*ODD, "http://localhost", "http://[::1", "https://evil.example"],
    "Referer": [*ODD, "http://[::1", "https://evil.example/"],
    "Sec-Fetch-Site": ["cross-site", "none", "same-site", "\xff"],
    "Host": HOSTS,
    "Range": ["bytes=0-0", "bytes=5-1", "bytes=-", "bytes=0-,0-,0-", "x=1", "bytes=99999999999999999999-"],
    "If-Range": ODD,
    "If-Modified-Since": [*ODD, "Thu, 32 Foo 99999 25:61:61 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"],
    "If-None-Match": [*ODD, '"', 'W/"x", *'],
    "Content-Encoding": ["gzip", "x"],
    "Expect": ["100-continue", "x"],
    "X-Forwarded-For": ODD,
    "X-Forwarded-Host": ["evil.example", "\xff"],
    "X-Forwarded-Proto": ["https", "\xff"],
    "X-HTTP-Method-Override": ["DELETE"],
    "User-Agent": [*ODD, "<script>alert(1)</script>"],
}
