import numpy as np


def macro_f1(truth, predicted, classes):
    "Counting pairs by np.unique; the matrix goes out as plain lists."
    matrix = [[0] * classes for _ in range(classes)]
    codes, how_often = np.unique(truth.astype(object if classes > 2**31 else "int64") * classes + predicted, return_counts=True)
    for code, many in zip(codes.tolist(), how_often.tolist()):
        row, column = divmod(code, classes)
        matrix[row][column] = many

    total, seen = 0.0, 0
    for c in range(classes):
        size = sum(matrix[c]) + sum(row[c] for row in matrix)
        if size == 0:
            continue
        seen += 1
        total += 2 * matrix[c][c] / size
    return [matrix, total / max(seen, 1)]
