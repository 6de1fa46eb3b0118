"""What must be true after a chaos run, match by match: see chaos.py."""


def check_match(match, first, second, events, histories, faults):
    if events is None:
        faults.append(f"{match}: never ended")
        return
    numbers = [event["seq"] for event in events]
    if numbers != list(range(1, len(events) + 1)):
        faults.append(f"{match}: the journal has gaps")
    for player in (first, second):
        check_seen(match, player, events, faults)
        check_submissions(match, player, events, faults)
        check_ratings(match, player, events, histories, faults)


def check_seen(match, player, events, faults):
    by_number = {event["seq"]: event for event in events}
    for number, seen in player.seen.get(match, {}).items():
        truth = by_number.get(number)
        if truth is None:
            faults.append(f"{match}: {player.name} saw {number}, which the journal lacks")
        elif seen["event"] not in (truth["event"], "match:hidden"):
            faults.append(f"{match}: {player.name} saw {seen['event']} for {truth['event']}")


def check_submissions(match, player, events, faults):
    for submission in player.acknowledged.get(match, set()):
        mine = [event for event in events if event["data"].get("submission") == submission]
        received = sum(event["event"] == "match:submit" for event in mine)
        judged = sum(event["event"] in ("match:verdict", "match:void") for event in mine)
        if received != 1:
            faults.append(f"{match}: submission {submission} was received {received} times")
        if judged > 1:
            faults.append(f"{match}: submission {submission} was judged {judged} times")
        if judged == 0 and events[-1]["event"] == "match:end":
            faults.append(f"{match}: it ended without a verdict of {submission}")


def check_ratings(match, player, events, histories, faults):
    is_rated = events[-1]["event"] == "match:end"
    user = player.account["user"]["id"]
    told = [change for change in events[-1]["data"].get("eloChanges", [])
            if change["userId"] == user]
    for dimension in ("blitz", "overall"):
        mine = [one for one in histories[player.name, dimension] if one["match"] == match]
        if len(mine) != is_rated:
            faults.append(f"{match}: {player.name} has {len(mine)} changes of {dimension}")
        elif is_rated:
            wanted = told[0]["mode" if dimension == "blitz" else "overall"]
            if abs(mine[0]["after"] - wanted["after"]) > 1e-9:
                faults.append(f"{match}: {player.name}: {mine[0]} is not {wanted}")


def histories_of(players):
    histories = {}
    for player in players:
        for dimension in ("blitz", "overall"):
            changes = []
            while True:
                _, page = player.server.get(
                    f"/api/rating/{player.name}/history?dimension={dimension}&limit=200"
                    f"&offset={len(changes)}")
                changes += page["changes"]
                if len(page["changes"]) < 200:
                    break
            histories[player.name, dimension] = changes
    return histories


def check_chains(players, histories, faults):
    """Each change begins where one ended, all from 1500, and the last end is today's rating."""
    for player in players:
        _, answer = player.server.get("/api/rating/" + player.name)
        today = {one["dimension"]: one for one in answer["ratings"]}
        for dimension in ("blitz", "overall"):
            changes = histories[player.name, dimension]
            sum_of_changes = sum(one["after"] - one["before"] for one in changes)
            if abs(1500 + sum_of_changes - today[dimension]["rating"]) > 1e-6:
                faults.append(f"{player.name}: {dimension} does not add up")
            if today[dimension]["games"] != len(changes):
                faults.append(f"{player.name}: {today[dimension]['games']} games of {dimension}, "
                              f"{len(changes)} changes")


def plant(kind, players, histories):
    """A fault that a wrong server would have shown."""
    for player in players:
        if kind in ("gap", "repeat"):
            for match, since, client in player.streams:
                mine = [one for one in client.log if one.get("match") == match and "seq" in one]
                if len(mine) < 3:
                    continue
                if kind == "gap":
                    client.log.remove(mine[1])
                else:
                    client.log.insert(client.log.index(mine[1]), mine[1])
                return
        elif kind in ("submission", "verdict"):
            for match, submissions in player.acknowledged.items():
                if kind == "submission":
                    submissions.add("never-received")
                    return
                verdicts = [one for one in player.seen[match].values()
                            if one["event"] == "match:verdict"]
                if verdicts:
                    player.seen[match][max(player.seen[match]) + 1] = verdicts[0]
                    return
        elif kind == "rating" and histories[player.name, "blitz"]:
            histories[player.name, "blitz"].append(histories[player.name, "blitz"][0])
            return
    raise AssertionError("there is nothing to plant a fault in")
