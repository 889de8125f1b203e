#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Validates recipes against a JSON Schema with the `jsonschema` package.

Reads the paths of recipes from standard input, one on a line, and prints for each a line
`accepted PATH`, `refused PATH: WHERE: WHY` or `unreadable PATH: WHY`.

    find recipes -name '*.yaml' | python3 Tests/Reference/schema/validate.py grammar/recipe.schema.json
"""
from __future__ import annotations

import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2 with the core schema: what editors read, in place of PyYAML's 1.1."""

    # Each class has resolvers of its own, or it would change those of the one above.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """A mapping whose keys are texts, as JSON has them; two of one name are an error."""
        mapping: dict = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key that is no text", key.start_mark)
            if key.value in mapping:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value} twice", key.start_mark)
            mapping[key.value] = self.construct_object(value, deep=True)
        return mapping

    def construct_whole(self, node: yaml.ScalarNode) -> int:
        """A whole number of YAML 1.2: `017` is seventeen."""
        text = self.construct_scalar(node)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)

    def construct_number(self, node: yaml.ScalarNode) -> float:
        """A number with a point, an exponent, or neither of them."""
        return float(self.construct_scalar(node).replace(".inf", "inf").replace(".nan", "nan"))


# Section 10.3.2 of the specification of YAML 1.2.2.
for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", "nN~\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
              r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"),
                               ["" if c == "\0" else c for c in first])
Core.add_constructor("tag:yaml.org,2002:int", Core.construct_whole)
Core.add_constructor("tag:yaml.org,2002:float", Core.construct_number)
Core.add_constructor("tag:yaml.org,2002:map", lambda self, node: self.construct_mapping(node))


def verdict(validator: jsonschema.Draft7Validator, path: str) -> str:
    """What the schema says of a recipe, in one line."""
    try:
        recipe = yaml.load(pathlib.Path(path).read_bytes(), Loader=Core)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        return f"unreadable {path}: {' '.join(str(error).split())}"
    error = jsonschema.exceptions.best_match(validator.iter_errors(recipe))
    if error is None:
        return f"accepted {path}"
    place = "/".join(str(part) for part in error.absolute_path)
    return f"refused {path}: {place}: {' '.join(error.message.split())[:120]}"


def main() -> int:
    """Validates what standard input names."""
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for line in sys.stdin:
        print(verdict(validator, line.rstrip("\n")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
