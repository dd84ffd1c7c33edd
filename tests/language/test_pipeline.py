from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from pipeline.language import load
nlp = load()
assert load() is nlp
assert "torch" not in sys.modules, "spaCy imported torch"
print(len(list(nlp("We will act. They will not.").sents)))
"""


def test_loading_takes_no_torch_and_leaves_it_importable() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "2", done.stderr
