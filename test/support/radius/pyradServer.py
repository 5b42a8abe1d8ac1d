"""A RADIUS server by pyrad, a library of other people's, which judges our requests: port, secret and dictionary are its arguments.

A request is answered when Message-Authenticator is its first attribute and right. `alice` is let in with 111111; `challenged` is
asked for the next tokencode, and is let in with 222222 and the State of that question.
"""

import sys

from pyrad import dictionary, packet, server

MESSAGE_AUTHENTICATOR = 80


class Judge(server.Server):
    def HandleAuthPacket(self, pkt):
        if pkt.raw_packet[20] != MESSAGE_AUTHENTICATOR or not pkt.verify_message_authenticator():
            return
        name, password = pkt["User-Name"][0], pkt.PwDecrypt(pkt["User-Password"][0])
        state = pkt["State"][0] if "State" in pkt else None
        reply = self.CreateReplyPacket(pkt)
        reply.add_message_authenticator()
        reply.code = packet.AccessReject
        if pkt["NAS-Identifier"] == ["pyrad"]:
            if (name, password, state) in [("alice", "111111", None), ("challenged", "222222", b"next")]:
                reply.code = packet.AccessAccept
            elif (name, state) == ("challenged", None):
                reply.code = packet.AccessChallenge
                reply["State"] = b"next"
                reply["Reply-Message"] = "Enter the next tokencode"
        self.SendReplyPacket(pkt.fd, reply)


port, secret, names = sys.argv[1:]
judge = Judge(authport=int(port), dict=dictionary.Dictionary(names), acct_enabled=False, coa_enabled=False)
judge.hosts["127.0.0.1"] = server.RemoteHost("127.0.0.1", secret.encode(), "localhost")
judge.BindToAddress("127.0.0.1")
print("ready", flush=True)
judge.Run()
