# SPDX-License-Identifier: Apache-2.0
"""One file of an installed distribution as a module, without the package that it belongs to."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from importlib.metadata import distribution
from types import ModuleType
from typing import NoReturn


class Absent(ModuleType):
    """A module that is named by an import and used by nothing that is recorded.

    Whatever is taken from it raises an error when it is called.
    """

    def __getattr__(self, name: str) -> object:
        """A function that cannot be called."""
        if name.startswith("__"):
            raise AttributeError(name)

        def fail(*_: object, **__: object) -> NoReturn:
            raise RuntimeError(f"{self.__name__}.{name} is not there")

        return fail


def load(package: str, module: str, absent: Sequence[str]) -> ModuleType:
    """The module `module` from its file in the distribution `package`.

    `absent` are the modules that its imports name and its schedulers do without.
    """
    path = distribution(package).locate_file(module.replace(".", "/") + ".py")
    specification = importlib.util.spec_from_file_location(module, str(path))
    if specification is None or specification.loader is None:
        raise ImportError(f"{package} has no {module}")
    loaded = importlib.util.module_from_spec(specification)
    before = dict(sys.modules)
    sys.modules.update({name: Absent(name) for name in absent})
    try:
        specification.loader.exec_module(loaded)
    finally:
        for name in absent:
            sys.modules.pop(name)
            if name in before:
                sys.modules[name] = before[name]
    return loaded
