"""Values as bytes, and back into known types. Only data is stored: reading it never runs code.

The types are named tuples, data classes, tuples, mappings and scalars, which msgspec builds and checks by itself. A
`Codec` adds what else it may contain.
"""

import functools
from collections.abc import Callable
from typing import Any

import msgspec


def _refuse(*value: object) -> Any:
    raise TypeError(f"no data: {value!r}")


class Codec:
    """Writes and reads values.

    simplify  (value) -> data, for a value that msgspec does not know
    restore   (type, data) -> value, the inverse
    extend    (code, bytes) -> value, for what `simplify` returned as `msgspec.msgpack.Ext`
    """

    def __init__(
        self,
        simplify: Callable[[Any], Any] = _refuse,
        restore: Callable[[type, Any], Any] = _refuse,
        extend: Callable[[int, memoryview], Any] = _refuse,
    ) -> None:
        self.encode = msgspec.msgpack.Encoder(enc_hook=simplify).encode
        self._decoder = functools.cache(
            lambda to: msgspec.msgpack.Decoder(to, dec_hook=restore, ext_hook=extend).decode
        )

    def decoder(self, to: Any) -> Callable[[bytes], Any]:
        """Reads values of type `to`; `ValueError` or `TypeError` if the data is anything else."""
        decode: Callable[[bytes], Any] = self._decoder(to)
        return decode


PLAIN = Codec()
"""For values that msgspec knows without help."""
