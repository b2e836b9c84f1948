"""The Jinja environment of the hub's pages: autoescaped, strict, and with the words put in when a template is compiled.

`{{ words.record.edit }}` becomes a constant of the compiled template, so a missing word is an error with a line when the
template is loaded, and costs nothing when a page is rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame

from ..words import MissingWord, Words
from .markup import written

NAME = "words"
_OBJECTS = frozenset({"v", "m", "entry"})
"""What templates are given that is no mapping: the page, what draws, and the entry."""


class _Code(CodeGenerator):
    """Templates as plain Python as they can be: nothing that these call asks for Jinja's context, and text is mostly `str`.

    Templates mean the same without this class; record pages then take a tenth longer.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's name
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if not isinstance(node.node, nodes.Name) or node.node.name not in _OBJECTS:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.written(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class PageEnvironment(Environment):
    """Templates of the package, with `words` known at compile time. `used` has the names of the words met so far."""

    code_generator_class = _Code
    written = staticmethod(written)

    def __init__(self, words: Words) -> None:
        super().__init__(
            loader=PackageLoader("hubgen", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.words = words
        self.used: set[str] = set()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows beside what it is given: copied for every page, so a plain dictionary."""
        return {**self.globals, **(d or {})}

    def compile(
        self, source: Any, name: Any = None, filename: Any = None, raw: Any = False, defer_init: Any = False
    ) -> Any:
        """A compiled template, with every word in it replaced by what it says."""
        tree = self.parse(source, name, filename) if isinstance(source, str) else source
        _put_words(tree, self, name, filename)
        return super().compile(tree, name, filename, raw, defer_init)


def _put_words(node: nodes.Node, environment: PageEnvironment, name: str | None, filename: str | None) -> None:
    """Replaces each `words.section.name` below a node by a constant."""
    for field, value in list(node.iter_fields()):
        if isinstance(value, list):
            setattr(node, field, [_said(item, environment, name, filename) for item in value])
        else:
            setattr(node, field, _said(value, environment, name, filename))


def _said(node: Any, environment: PageEnvironment, name: str | None, filename: str | None) -> Any:
    if not isinstance(node, nodes.Node):
        return node
    way = tuple(_way(node))
    if len(way) < 2 or way[0] != NAME:
        _put_words(node, environment, name, filename)
        return node
    dotted = ".".join(way[1:])
    try:
        word = environment.words[dotted]
    except MissingWord as missing:
        raise TemplateAssertionError(str(missing), node.lineno, name, filename) from None
    environment.used.add(dotted)
    return nodes.Const(word if isinstance(word, str) else dict(word), lineno=node.lineno)


def _way(node: nodes.Node) -> Iterator[str]:
    """The names in `a.b.c`, or nothing for any other expression."""
    if isinstance(node, nodes.Name):
        yield node.name
    elif isinstance(node, nodes.Getattr) and (above := tuple(_way(node.node))):
        yield from (*above, node.attr)
