"""How the user space of a PDF page becomes the page as seen, and the matrices of what is drawn in forms (ISO 32000-1, 8.3)."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from subsidy_rules.model.document import Box
from subsidy_rules.read.asked_often import matrix_of_object

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class View(NamedTuple):
    """How user space becomes the page as seen: rotation in quarter turns clockwise, and the visible box in user space."""

    turns: int
    left: float
    bottom: float
    right: float
    top: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A user-space rectangle as (x0, top, x1, bottom) from the page's top left."""
        if self.turns == 0:
            return (left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turns == 1:
            return (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turns == 2:
            return (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return (self.top - top, self.right - right, self.top - bottom, self.right - left)


def view_of(page: Any, width: float, height: float) -> View:
    rect = pdfium.FS_RECTF()
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
        return View(turns, rect.left, rect.bottom, rect.right, rect.top)
    if turns % 2:
        width, height = height, width
    return View(turns, 0.0, 0.0, width, height)


def corner(box: Box, view: View) -> Point:
    """The point that a degenerate (left, bottom) rectangle of `View.box` stands for."""
    return ((box[0], box[3]), (box[0], box[1]), (box[2], box[1]), (box[2], box[3]))[view.turns]


def matrix_of(address: int) -> Matrix:
    """The matrix of an object, by its plain handle."""
    matrix = pdfium.FS_MATRIX()
    if not matrix_of_object(address, ctypes.addressof(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved_box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    if matrix == IDENTITY:
        return (left, bottom, right, top)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))
