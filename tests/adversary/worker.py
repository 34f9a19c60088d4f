"""A process of the test's own that takes orders and answers them, a line of JSON each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast

import twinlatch


class Worker:
    """`python -m` the module, with the Twinlatch of this process."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=Path(__file__).resolve().parents[2],
            env=os.environ | {"PYTHONPATH": str(Path(twinlatch.__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._orders, self._answers = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)

    def ask(self, order: object) -> Any:
        """The answer to an order."""
        self.tell(json.dumps(order) + "\n")
        return self.answer()

    def tell(self, text: str) -> None:
        self._orders.write(text)
        self._orders.flush()

    def answer(self) -> Any:
        return json.loads(self._answers.readline())

    def close(self) -> None:
        self._orders.close()
        self._process.wait()
        self._answers.close()
