import asyncio
import json
import os
import sys
import traceback

CLIENT = os.environ["COFACTOR_CLIENT"]


class Absent(Exception):
    """The SDK has no such operation."""


async def answer_lines(run, plain):
    """Answers one line for each line it reads. `run` makes a call, `plain` makes JSON of a model of the SDK's."""
    last = None
    for line in sys.stdin:
        call = json.loads(line)
        if call.get("writeBack"):
            call["body"] = last
        said = {"client": CLIENT, "operation": call["operation"]}
        last = None
        try:
            # The SDK's own patience with a service that answers 429 is none of ours.
            value = await asyncio.wait_for(run(call), 50)
            last = value
            said |= {"result": "passed", "value": plain(value)}
        except Absent:
            said |= {"result": "absent"}
        except BaseException as error:
            text = f"{type(error).__name__}: {error}"
            said |= {"result": "failed", "error": text or traceback.format_exc()}
        print(json.dumps(said), flush=True)
