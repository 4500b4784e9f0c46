from numpy import *
import numpy


class Directions:
	def __init__(self, rows):
		rows = asarray(rows, dtype=float64)
		_, exponent = frexp(numpy.max(numpy.abs(rows), axis=1, initial=0.0))
		rows = ldexp(rows, -exponent[:, newaxis])
		size = sqrt(einsum("ij,ij->i", rows, rows))
		self.rows = divide(rows, size[:, newaxis], out=zeros_like(rows), where=size[:, newaxis] > 0)

	def __matmul__(self, other):
		return einsum("id,jd->ij", self.rows, other.rows, optimize=True)


def best_matches(queries, passages):
	table = Directions(queries) @ Directions(passages)
	where_best = table.argmax(axis=1)
	return where_best, take_along_axis(table, where_best[:, None], 1).ravel()
