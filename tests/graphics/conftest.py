import pytest

from carefold.graphics.face import Family
from carefold.workspace import Workspace, load_family


@pytest.fixture(scope="session")
def family(shipped: Workspace) -> Family:
    return load_family(shipped, "Source Sans 3")
