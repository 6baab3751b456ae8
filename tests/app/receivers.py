"""What alerts are sent to, for tests: a webhook and a mail server on free ports that keep what they get."""
import base64
import hashlib
import hmac
import http.server
import socket
import socketserver
import threading
import time


class Served:
    """A server in a thread of its own; stop() ends it."""

    def __init__(self, server):
        self.server = server
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Webhook(Served):
    """`answers` are (status, headers) in turn, the last one for ever; a status of 0 says nothing until the end."""

    def __init__(self, *answers):
        self.got = []
        self.answers = list(answers) or [(200, {})]
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.path, self.headers, body))
                status, headers = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                if status == 0:
                    time.sleep(60)
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(f"you asked for {self.path}\n<b>no</b>".encode())

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

        super().__init__(Server(("127.0.0.1", 0), Handler))


def is_signed(secret, headers, body):
    """As a receiver proves it by standardwebhooks.com, written from its text alone."""
    key = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    fresh = abs(int(headers["webhook-timestamp"]) - time.time()) < 300
    return fresh and any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split())


class MailServer(Served):
    """Speaks as much SMTP as a mail takes. `refusal` answers RCPT, as in "550 no such user"; `users` are those who may log
    in, by AUTH PLAIN: none means that nobody has to."""

    def __init__(self, refusal=None, users=None):
        self.got = []  # (sender, recipients, bytes of the message)
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(line.encode() + b"\r\n")

            def handle(self):
                sender, recipients = None, []
                known = not users
                self.say("220 mail.test")
                for raw in self.rfile:
                    line = raw.decode().strip()
                    verb = line.upper()
                    if verb.startswith("EHLO"):
                        self.say("250-mail.test")
                        if users:
                            self.say("250-AUTH PLAIN")
                        self.say("250 8BITMIME")
                    elif verb.startswith("AUTH PLAIN"):
                        words = line.split()
                        if len(words) == 2:
                            self.say("334 ")
                            words.append(self.rfile.readline().decode().strip())
                        _, user, password = base64.b64decode(words[2]).decode().split("\0")
                        known = users.get(user) == password
                        self.say("235 welcome" if known else "535 wrong")
                    elif verb.startswith("MAIL FROM:"):
                        sender = line[10:].split()[0].strip("<>")
                        self.say("250 ok" if known else "530 log in first")
                    elif verb.startswith("RCPT TO:"):
                        recipients.append(line[8:].strip("<>"))
                        self.say(refusal or "250 ok")
                    elif verb == "DATA":
                        self.say("354 go on")
                        lines = []
                        for data in self.rfile:
                            if data == b".\r\n":
                                break
                            lines.append(data[1:] if data.startswith(b"..") else data)
                        outer.got.append((sender, recipients, b"".join(lines)))
                        self.say("250 kept")
                    elif verb == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("502 what?")

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            allow_reuse_address = True

        super().__init__(Server(("127.0.0.1", 0), Handler))


def closed_port():
    """Where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
