"""The floor of starts and round trips: a native host that reads each message as JSON and writes it back."""

import json
import struct
import sys

source, sink = sys.stdin.buffer, sys.stdout.buffer
while header := source.read(4):
    message = json.loads(source.read(*struct.unpack("=I", header)))
    body = json.dumps(message).encode()
    sink.write(struct.pack("=I", len(body)) + body)
    sink.flush()
