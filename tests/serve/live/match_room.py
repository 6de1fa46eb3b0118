"""Private rooms on one problem, by HTTP, and the way into them."""

from arena_server import Client


def code_of(answer):
    return answer[0], answer[1].get("error", {}).get("code")


def room(server, host, guest, mode="blitz", **more):
    status, made = server.post("/api/battle/create",
                               {"mode": mode, "problems": ["helloarena"], **more}, host["token"])
    assert status == 201, made
    if guest:
        assert server.post("/api/battle/join", {"code": made["code"]}, guest["token"])[0] == 200
    return made["matchId"]


def enter(server, account, match, **more):
    client = Client(server, account["token"])
    assert "data" in client.call("match:join", {"match": match, **more}), client.log
    return client
