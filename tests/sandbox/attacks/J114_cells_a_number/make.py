import json

HEAD = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}


def cell(source, question=""):
    """A code cell of a notebook."""
    metadata = {"grader": {"role": "answer"}, "nbgrader": {"grade_id": question}} if question else {}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


ANSWERS = '''
import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)
'''


def make(folder):
    (folder / "hw.ipynb").write_text(json.dumps({**HEAD, "cells": 7}))
