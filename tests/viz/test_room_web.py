"""What phones reach, asked without a server: the page, its answers, and everything that no phone of ours would send."""

import asyncio
import json
import re

import pytest
from asking import Phone, asked
from rooms import Clock, guess, vote

from viz.room import web
from viz.room.address import Door
from viz.room.gate import COOKIE, with_room
from viz.room.limits import Limiter, RateLimit
from viz.room.room import MOST_PHONES, Room
from viz.room.words import PHONE, say
from viz.viewer import page_file


@pytest.fixture
def room():
    return Room(Door("zaal-1", "the-key"), clock=Clock())


@pytest.fixture
def phones(room):
    """The phones' side, whose limits stand still in time."""
    site = web.Web(room)
    for name, rate in (("_answers", web.ANSWERS), ("_looks", web.LOOKS), ("_joins", web.JOINS), ("_wrong", web.WRONG),
                       ("_strangers", web.STRANGERS)):
        setattr(site, name, Limiter(RateLimit(rate.burst, 0.0), clock=Clock()))
    return site.app()


def ask(app, method, path, body=b"", headers=None, client=("10.0.0.9", 5)):
    return asyncio.run(asked(app, method, path, body, headers, client))


# ------------------------------------------------------------------ the page


def test_the_page_is_small_whole_and_asks_nobody_else(phones):
    got = ask(phones, "GET", "/r/zaal-1", headers={"accept-language": "nl-NL"})
    assert got.code == 200 and got.headers["content-type"].startswith("text/html")
    assert len(got.body) < 30_000
    assert '<html lang="nl">' in got.text and "{{" not in got.text
    assert not re.search(r"https?://|//[a-z]|src=|@import|url\(|<link", got.text)
    assert got.headers["cache-control"] == "no-store" and got.headers["referrer-policy"] == "no-referrer"
    policy = got.headers["content-security-policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)[1]
    assert "default-src 'none'" in policy and "unsafe" not in policy and got.text.count(f'nonce="{nonce}"') == 2
    assert nonce not in ask(phones, "GET", "/r/zaal-1").text
    assert all(json.dumps(text, ensure_ascii=False)[1:-1] in got.text for pair in PHONE.values() for text in pair)


def test_the_page_puts_no_text_in_as_markup():
    script = (web.HERE / "phone.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(|\.style\.cssText", script)
    panel = page_file.text(web.HERE / "panel.vue")
    assert not re.search(r"v-html|innerHTML|outerHTML|insertAdjacent|document\.write", panel)


@pytest.mark.parametrize("token", ["zaal-2", "zaal-", "zaal-11", "ZAAL-1", "%20", "é", "..", "<b>alert(1)<b>", "x" * 3_000])
def test_a_wrong_token_gets_a_kind_word_in_both_languages_and_no_room(phones, room, token):
    got = ask(phones, "GET", f"/r/{token}", headers={"accept-language": "nl"})
    assert got.code == 404 and say("wrong_token", "nl") in got.text and say("wrong_token", "en") in got.text
    assert got.text.index(say("wrong_token", "nl")) < got.text.index(say("wrong_token", "en"))
    assert "<b>" not in got.text and "zaal-1" not in got.text
    for method, path in (("POST", "join"), ("GET", "state"), ("POST", "answer")):
        got = ask(phones, method, f"/r/{token}/{path}?lang=nl", {"name": "x"})
        assert got.code == 404 and got.json() == {"why": "wrong_token", "word": say("wrong_token", "nl")}
    assert room.count() == 0


def test_who_tries_many_tokens_is_slowed_down_and_nobody_else_is(phones):
    codes = [ask(phones, "GET", f"/r/guess-{number}").code for number in range(30)]
    assert codes == [404] * 20 + [429] * 10
    assert ask(phones, "GET", "/r/guess-1", client=("10.0.0.10", 1)).code == 404
    assert ask(phones, "GET", "/r/zaal-1").code == 200


@pytest.mark.parametrize("method, path", [
    ("GET", "/r/"), ("GET", "/r/zaal-1/"), ("GET", "/r/zaal-1/made-up"), ("GET", "/r/zaal-1/join"), ("DELETE", "/r/zaal-1"),
    ("PUT", "/r/zaal-1/answer"), ("GET", "/r/zaal-1/../../etc/passwd"), ("POST", "/r/zaal-1"),
])  # fmt: skip
def test_what_is_not_there_is_said_to_be_so(phones, method, path):
    got = ask(phones, method, path)
    assert got.code in (307, 404)
    if got.code == 404:
        assert say("nothing_here", "en") in got.text


# ------------------------------------------------------------------ a phone that behaves


def test_a_phone_joins_guesses_changes_its_mind_and_sees_what_came_out(phones, room):
    phone = Phone(phones, "zaal-1", "Tafel 3", "nl")
    assert phone.joined.code == 200 and phone.look() is None
    room.ask(guess(came_out={"unmet": 0.4, "burnout": 0.2}))
    assert phone.look()["stage"] == "open" and phone.look()["mine"] is None
    assert phone.answer({"round": 1, "values": {"unmet": 0.6}}).json() == {"kept": True}
    assert phone.answer({"round": 1, "values": {"unmet": 0.3}}).code == 200
    assert phone.look()["mine"]["values"] == {"unmet": 0.3}
    room.close()
    late = phone.answer({"round": 1, "values": {"unmet": 0.9}})
    assert late.code == 409 and late.json()["word"] == say("closed", "nl")
    room.reveal()
    told = phone.look()
    assert told["foreseen"] == [1, 1] and told["lines"][0]["came_out"] == 0.4
    room.ask(vote())
    assert phone.look()["options"] == ["ja", "nee"]
    assert phone.answer({"round": 2, "choice": 1}).code == 200 and phone.look()["mine"]["choice"] == 1


def test_a_phone_that_has_the_newest_is_told_nothing_until_something_changes(phones, room):
    phone, other = Phone(phones, "zaal-1"), Phone(phones, "zaal-1")
    room.ask(guess())
    version = phone.ask("GET", "/state").json()["version"]
    assert phone.ask("GET", f"/state?version={version}").code == 204
    other.answer({"round": 1, "values": {"unmet": 0.3}})
    assert phone.ask("GET", f"/state?version={version}").code == 204
    phone.lang = "nl"
    assert phone.ask("GET", f"/state?version={version}").code == 200  # the same in another language is news
    room.close()
    assert phone.ask("GET", f"/state?version={version}").code == 200
    assert phone.ask("GET", "/state?version=garbage").code == 200


def test_a_phone_cannot_speak_for_another(phones, room):
    one, other = Phone(phones, "zaal-1", "one"), Phone(phones, "zaal-1", "other")
    room.ask(guess())
    one.answer({"round": 1, "values": {"unmet": 0.3}})
    for headers in ({"x-leefwereld-phone": "made up"}, {"x-leefwereld-phone": ""}, {"cookie": f"phone={one.id}"}):
        got = ask(phones, "POST", "/r/zaal-1/answer", {"round": 1, "values": {"unmet": 0.9}}, headers)
        assert got.code == 403 and got.json()["why"] == "unknown"
    assert ask(phones, "GET", f"/r/zaal-1/state?phone={one.id}").code == 403
    assert other.answer({"round": 1, "values": {"unmet": 0.9}, "phone": one.id}).code == 400
    assert [answer.values["unmet"] for answer in room.current.answers.values()] == [0.3]


# ------------------------------------------------------------------ phones that do not


HOSTILE = [
    b"", b"x", b"[]", b"null", b"1e999", b'"x"', b"\xff\xfe\x00", b"{", b"[" * 4_000, b'{"a":' * 700, b'{"round": NaN}',
    b'{"round": 1, "values": {"unmet": Infinity}}', b'{"round": 1, "values": {"unmet": 1e999}}', b'{"round": 1, "values": []}',
    b'{"round": 1, "values": {"__proto__": 1}}', b'{"round": 1, "values": {"unmet": {"$gt": 0}}}', b'{"round": [1]}',
    b'{"round": 1, "drawn": ' + b"[" * 100 + b"]" * 100 + b"}", b'{"round": 1, "choice": 0}', b'{"round":1,"round":2}',
    b'{"round": ' + b"9" * 4_000 + b"}", b'{"act": "lever", "world": 1, "lever": "caseload_cap", "value": 1}', b"PK\x03\x04",
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_garbage_is_refused_in_words_and_changes_nothing(phones, room, body):
    phone = Phone(phones, "zaal-1", lang="nl")
    room.ask(guess())
    got = phone.answer(body)
    assert got.code in (400, 409) and got.json()["word"] == say(got.json()["why"], "nl")
    assert room.current.answers == {} and room.current.stage == "open"
    assert ask(phones, "POST", "/r/zaal-1/join", body).code in (200, 400)


def test_a_huge_body_is_not_read_to_its_end(phones, room):
    phone = Phone(phones, "zaal-1", lang="nl")
    room.ask(guess())
    parts = [b" " * 1_000 for _ in range(100_000)]
    got = phone.answer(parts)
    assert got.code == 413 and got.json()["word"] == say("too_large", "nl")
    assert phone.answer({"round": 1, "values": {"unmet": 0.3}}).code == 200


def test_a_body_that_never_comes_is_given_up(phones, room, monkeypatch):
    monkeypatch.setattr(web, "SLOWEST_BODY", 0.01)
    phone = Phone(phones, "zaal-1")

    async def never():
        scope = {"type": "http", "method": "POST", "path": "/r/zaal-1/answer", "raw_path": b"", "query_string": b"lang=nl",
                 "headers": [(b"x-leefwereld-phone", phone.id.encode())], "client": ("10.0.0.9", 5), "server": ("room", 80),
                 "scheme": "http", "root_path": ""}  # fmt: skip
        told = []

        async def send(message):
            told.append(message)

        await phones(scope, asyncio.Event().wait, send)
        return told

    told = asyncio.run(never())
    assert told[0]["status"] == 408 and json.loads(told[1]["body"])["word"] == say("too_slow", "nl")


def test_a_phone_that_leaves_in_the_middle_is_no_error(phones):
    phone = Phone(phones, "zaal-1")
    assert phone.answer([]).code == 400


def test_a_thousand_guesses_a_second_are_slowed_down_with_a_kind_word_and_others_go_on(phones, room):
    wild, calm = Phone(phones, "zaal-1", lang="nl"), Phone(phones, "zaal-1", lang="en")
    room.ask(guess())
    got = [wild.answer({"round": 1, "values": {"unmet": number / 1_000}}) for number in range(1_000)]
    assert [answer.code for answer in got] == [200] * 10 + [429] * 990
    assert got[-1].json() == {"why": "too_often", "word": say("too_often", "nl")}
    assert room.current.answers[wild.id].values == {"unmet": 0.009}  # the last that was taken
    assert calm.answer({"round": 1, "values": {"unmet": 0.5}}).code == 200
    assert wild.ask("GET", "/state").code == 200
    assert Phone(phones, "zaal-1").joined.code == 200  # from the same address, as behind a proxy
    assert ask(phones, "GET", "/r/zaal-1").code == 200


def test_strangers_at_an_address_who_ask_without_end_are_slowed_down_and_its_phones_are_not(phones, room):
    phone = Phone(phones, "zaal-1")
    codes = {ask(phones, "GET", "/r/zaal-1/state").code for _ in range(300)}
    assert codes == {403, 429} and ask(phones, "GET", "/r/zaal-1").code == 429
    assert phone.ask("GET", "/state").code == 200
    assert ask(phones, "GET", "/r/zaal-1", client=("10.0.0.77", 1)).code == 200


def test_new_phones_are_no_way_round_the_limit(phones, room):
    joined = [Phone(phones, "zaal-1") for _ in range(80)]
    assert sum(bool(phone.id) for phone in joined) == 60
    assert joined[-1].joined.code == 429 and joined[-1].joined.json()["word"] == say("too_often", "en")


def test_a_full_room_says_so(phones, room):
    for _ in range(MOST_PHONES):
        room.join("")
    got = Phone(phones, "zaal-1", lang="nl").joined
    assert got.code == 503 and got.json()["word"] == say("full", "nl")


def test_a_name_is_text_whatever_it_holds(phones, room):
    phone = Phone(phones, "zaal-1", "<img src=x onerror=alert(1)>\n" + "x" * 100)
    assert room.here(phone.id).name == "<img src=x onerror=alert(1)> xxxxxxxxxxx"


# ------------------------------------------------------------------ the door


class Viewer:
    """Stands for the viewer: notes what it is asked."""

    def __init__(self):
        self.seen = []

    async def __call__(self, scope, receive, send):
        self.seen.append((scope["type"], scope.get("path")))
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"the viewer"})


KEY = {"cookie": f"{COOKIE}=the-key"}


@pytest.mark.parametrize("path", ["/", "/anything", "/_solara/api/close/1", "/jupyter/api/kernels/1", "/static/x.js", "/r"])
def test_who_has_no_key_gets_a_word_and_never_the_viewer(room, path):
    viewer = Viewer()
    app = with_room(viewer, room)
    for headers in ({}, {"cookie": f"{COOKIE}=wrong"}, {"cookie": "=;;;=" * 100}, {"cookie": f"other={COOKIE}"}):
        got = ask(app, "GET", path, headers=headers)
        assert got.code == 403 and say("facilitator", "nl") in got.text and say("facilitator", "en") in got.text
    assert viewer.seen == []


def test_the_key_in_the_address_becomes_a_cookie_and_opens_the_viewer(room):
    viewer = Viewer()
    app = with_room(viewer, room)
    got = ask(app, "GET", "/?key=the-key")
    assert got.code == 303 and got.headers["location"] == "./" and "HttpOnly" in got.headers["set-cookie"]
    assert ask(app, "GET", "/", headers={"cookie": got.headers["set-cookie"].split(";")[0]}).text == "the viewer"
    assert ask(app, "GET", "/?key=the-key", headers=KEY).code == 303  # so that the key does not stay in the address
    assert viewer.seen == [("http", "/")]


@pytest.mark.parametrize("query", ["", "key=", "key=wrong", "key=the-ke", "key=%ff%fe", "&".join(f"a{k}=1" for k in range(500)),
                                   "KEY=the-key", "key[]=the-key"])
def test_a_wrong_key_opens_nothing(room, query):
    viewer = Viewer()
    assert ask(with_room(viewer, room), "GET", f"/?{query}").code == 403 and viewer.seen == []


def test_a_websocket_without_the_key_is_closed_and_one_with_it_goes_through(room):
    viewer, told = Viewer(), []
    app = with_room(viewer, room)

    async def connect(headers):
        async def receive():
            return {"type": "websocket.connect"}

        async def send(message):
            told.append(message)

        await app({"type": "websocket", "path": "/jupyter/api/kernels/1/x", "headers": headers}, receive, send)

    asyncio.run(connect([]))
    assert told == [{"type": "websocket.close", "code": 1008}] and viewer.seen == []
    asyncio.run(connect([(b"cookie", KEY["cookie"].encode())]))
    assert viewer.seen == [("websocket", "/jupyter/api/kernels/1/x")]


def test_the_server_still_says_that_it_is_there_and_phones_need_no_key(room):
    viewer = Viewer()
    app = with_room(viewer, room)
    assert ask(app, "GET", "/readyz").text == "the viewer"
    assert ask(app, "GET", "/r/zaal-1").code == 200
    assert viewer.seen == [("http", "/readyz")]


@pytest.mark.parametrize("host, base", [
    ("192.168.1.7:8765", "http://192.168.1.7:8765"), ("laptop.local", "http://laptop.local"), ("[fe80::1]:80", "http://[fe80::1]:80"),
    ("127.0.0.1:8765", None), ("localhost:8765", None), ("[::1]:8765", None),
    ("0.0.0.0:8765", None), ("[::]:8765", None), ("a b", None), ('x"><script>', None), ("", None),
])  # fmt: skip
def test_phones_are_sent_where_the_facilitator_found_the_server(room, host, base):
    app, before = with_room(Viewer(), room), room.door.base
    ask(app, "GET", "/", headers={"host": host})
    assert room.door.base == before  # somebody without the key moves nothing
    ask(app, "GET", "/", headers=KEY | {"host": host})
    assert room.door.base == (base or before) and room.door.open_to_all == bool(base)
