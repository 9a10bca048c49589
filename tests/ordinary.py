"""File permissions that hold for root too, for tests of what may not be read."""

import os
import shutil

from tests.needs import need


def ordinary() -> list[str]:
    """What to put before a command so that file permissions hold for root too."""
    if os.geteuid() != 0:
        return []
    need(shutil.which("setpriv"), "setpriv (apt-get install util-linux)")
    dropped = "-dac_override,-dac_read_search"
    return ["setpriv", f"--inh-caps={dropped}", f"--bounding-set={dropped}"]
