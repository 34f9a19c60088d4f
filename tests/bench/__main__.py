"""What things cost: `python3 -m tests.bench [--items 10000 100000] [--rounds 300]`.

Measures the Twinlatch that is installed for this Python; where none is, one installed in the folder's own environment.
"""

from __future__ import annotations

import importlib.util
import os
import sys

from installers import environment

if importlib.util.find_spec("twinlatch"):
    from tests.bench import run

    run.main()
else:
    environment.prepare("host")
    os.execv(environment.PYTHON, [str(environment.PYTHON), "-m", "tests.bench", *sys.argv[1:]])
