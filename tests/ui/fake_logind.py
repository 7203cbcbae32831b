"""A logind of its own on a private bus: gives out delay inhibitors and tells when each is let go.

Run in a child process with the address of the bus; prints one line an event. Any line on standard input
makes it say that sleep is near.
"""

from __future__ import annotations

import os
import select
import sys

from jeepney import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    DBusAddress,
    HeaderFields,
    MessageType,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped,import-not-found,unused-ignore]
from jeepney.io.blocking import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    open_dbus_connection,
)

NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER = DBusAddress(PATH, interface=f"{NAME}.Manager")


def tell(event: str) -> None:
    """Write one line."""
    sys.stdout.write(event + "\n")
    sys.stdout.flush()


def main(address: str) -> None:
    """Serve until standard input ends."""
    connection = open_dbus_connection(address, enable_fds=True)
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    holds: list[int] = []
    tell("ready")
    while True:
        ready, _w, _x = select.select([connection.sock, sys.stdin, *holds], [], [])
        for hold in [each for each in holds if each in ready]:
            holds.remove(hold)
            os.close(hold)
            tell("let go")
        if sys.stdin in ready:
            if not sys.stdin.readline():
                return
            connection.send(new_signal(MANAGER, "PrepareForSleep", "b", (True,)))
        if connection.sock in ready:
            message = connection.receive(timeout=1)
            fields = message.header.fields
            is_call = message.header.message_type is MessageType.method_call
            if is_call and fields.get(HeaderFields.member) == "Inhibit":
                reading, writing = os.pipe()
                holds.append(reading)
                connection.send(new_method_return(message, "h", (writing,)))
                os.close(writing)
                tell(" ".join(("held", *message.body[:2], message.body[3])))


if __name__ == "__main__":
    main(sys.argv[1])
