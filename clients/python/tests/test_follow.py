from __future__ import annotations

import threading
from itertools import islice

from conftest import payment, unique
from front import front
from millrace import Client


def test_follows_from_a_cursor_over_cut_connections(client: Client) -> None:
    customer = unique("C")
    follower = client.follow("card-fraud", "start", key=customer)
    made = [client.predict("card-fraud", payment(unique("py"), customer=customer)) for _ in range(5)]
    assert list(islice(follower, 3)) == made[:3]
    cursor = follower.cursor
    follower.close()
    assert list(islice(client.follow("card-fraud", cursor, key=customer), 2)) == made[3:]

    with front(client.url) as server, Client(server.url) as through:
        server.cut_after = 2500
        through._transport.sleep = lambda _: None
        followed = through.follow("card-fraud", cursor, key=customer)
        more = [client.predict("card-fraud", payment(unique("py"), customer=customer)) for _ in range(6)]
        assert list(islice(followed, 8)) == made[3:] + more
        connections = [headers.get("last-event-id") for _, headers in server.requests]
        followed.close()
    assert len(connections) > 2
    assert connections[0] == cursor


def test_follows_from_now_on(client: Client) -> None:
    client.predict("card-fraud", payment(unique("before")))
    follower = client.follow("card-fraud")
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(next(follower)["event_id"]), daemon=True)
    thread.start()
    sent: list[object] = []
    while not seen and len(sent) < 100:
        event = payment(unique("now"))
        client.predict("card-fraud", event)
        sent.append(event["tx"])
        thread.join(0.1)
    assert seen[0] in sent
