"""Runs where Arelle is installed: what it finds in a report under Calculations 1.1, one finding a line."""

import json
import sys

from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions

QUIET = ("info", "debug")
options = RuntimeOptions(
    entrypointFile=sys.argv[1],
    validate=True,
    calcs="round-to-nearest",
    plugins="loadFromOIM",
    internetConnectivity="offline",
    disablePersistentConfig=True,
    keepOpen=True,
)
with Session() as session:
    session.run(options, logFileName="logToBuffer")
    (model,) = session.get_models()
    for entry in json.loads(session.get_logs("json"))["log"]:
        if entry["level"] not in QUIET:
            message = entry["message"]
            context = model.contexts.get(message["args"].get("contextID"))
            of = message["text"] if context is None else context.entityIdentifier[1]
            print(json.dumps([entry["code"], of]))
