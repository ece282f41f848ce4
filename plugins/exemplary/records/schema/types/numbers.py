"""Numbers in Vietnamese or YAML notation; a number that could be a fraction or a whole number is an error."""

import decimal
import re
from typing import Annotated

import pydantic

from exemplary.i18n import vietnamese
from exemplary.records.schema.types.base import Plain, fault
from exemplary.records.schema.types.scalars import text

_FORMS = '3 | 96.6 | "96,6"'
_GROUPED = re.compile(r"-?[1-9]\d{,2}(\.\d{3})+(,\d+)?", re.ASCII)
_VIETNAMESE = re.compile(r"-?\d+(,\d+)?", re.ASCII)
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_LONGEST = 40


def _number(value: object) -> decimal.Decimal:
    written = text(value)
    if len(written) > _LONGEST:
        fault("bad-number", given=written[:_LONGEST] + "…", better=_FORMS)
    if _GROUPED.fullmatch(written):
        return _grouped(written, quoted=not isinstance(value, Plain))
    if re.fullmatch(r"-?0\d+", written):
        fault("bad-whole-number", given=written, better=str(int(written)))
    if not (_VIETNAMESE.fullmatch(written) or _PLAIN.fullmatch(written)):
        fault("bad-number", given=written, better=vietnamese.digits(written) or _FORMS)
    return decimal.Decimal(written.replace(",", "."))


def _grouped(written: str, *, quoted: bool) -> decimal.Decimal:
    """`"1.662"` in quotes is the Vietnamese 1662; unquoted, YAML could read a fraction."""
    thousands = written.replace(".", "")
    if not quoted:
        fault("ambiguous-number", given=written, thousands=thousands, fraction=written.replace(".", ","))
    return decimal.Decimal(thousands.replace(",", "."))


def _whole(value: object) -> int:
    written = text(value)
    digits = written.replace(".", "") if _GROUPED.fullmatch(written) and "," not in written else written
    if re.fullmatch(r"\d{4}(-\d\d){1,2}", written, re.ASCII):
        fault("bad-whole-number", given=written, better=written[:4])
    if not re.fullmatch(r"-?\d+", digits, re.ASCII) or len(written) > _LONGEST:
        counted = vietnamese.digits(written)
        fault("bad-number", given=written[:_LONGEST], better=counted if counted.isdecimal() else "3 | 1662")
    if re.match(r"-?0\d", digits) or (digits != written and isinstance(value, Plain)):
        fault("bad-whole-number", given=written, better=str(int(digits)))
    return int(digits)


Number = Annotated[decimal.Decimal, pydantic.PlainValidator(_number)]
Whole = Annotated[int, pydantic.PlainValidator(_whole)]
