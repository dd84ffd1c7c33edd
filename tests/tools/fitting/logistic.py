"""Logistic regression with an L2 penalty, by SciPy's L-BFGS.

The objective is ``c`` times the summed log loss plus half the squared weights; constants are not penalised.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax

Array = npt.NDArray[np.float64]
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Model:
    """``weights`` [classes, features] and ``constants`` [classes]; classes are numbered from 0."""

    weights: Array
    constants: Array

    def probabilities(self, matrix: Array) -> Array:
        """The probability of every class for every row: [rows, classes]."""
        return np.asarray(np.exp(log_softmax(matrix @ self.weights.T + self.constants, axis=1)))


def fit(matrix: Array, classes: Sequence[int], *, c: float) -> Model:
    """The best model of ``classes`` (one a row, 0 and up) given the rows' features."""
    rows, features = matrix.shape
    wanted = np.eye(max(classes) + 1)[list(classes)]
    shape = (wanted.shape[1], features + 1)
    extended = np.hstack([matrix, np.ones((rows, 1))])

    def loss(flat: Array) -> tuple[float, Array]:
        parameters = flat.reshape(shape)
        logs = log_softmax(extended @ parameters.T, axis=1)
        penalised = parameters * (np.arange(features + 1) < features)
        gradient = c * (np.exp(logs) - wanted).T @ extended + penalised
        return float(-c * (wanted * logs).sum() + 0.5 * (penalised**2).sum()), gradient.ravel()

    options = {"maxiter": 10_000, "maxfun": 20_000, "ftol": 1e-12, "gtol": 1e-5}
    best = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options).x
    return Model(best.reshape(shape)[:, :-1], best.reshape(shape)[:, -1])


def fit_binary(matrix: Array, truths: Sequence[bool], *, c: float) -> tuple[Array, float]:
    """Weights [features] and constant of the log-odds of True.

    Two classes of weights +w/2 and -w/2 cost half the penalty of one w, hence half ``c``.
    """
    model = fit(matrix, [int(truth) for truth in truths], c=c / 2)
    return model.weights[1] - model.weights[0], float(model.constants[1] - model.constants[0])


def held_out(matrix: Array, classes: Sequence[int], groups: Sequence[str], *, c: float) -> Array:
    """Probabilities [rows, classes] by models that saw no row of the same group: cross-validation."""
    chosen = fold_of(groups)
    folds = np.array([chosen[group] for group in groups])
    labels = np.array(classes)
    result = np.zeros((len(labels), labels.max() + 1))
    for fold in range(FOLDS):
        model = fit(matrix[folds != fold], labels[folds != fold].tolist(), c=c)
        result[folds == fold, : len(model.constants)] = model.probabilities(matrix[folds == fold])
    return result


def fold_of(groups: Iterable[str]) -> dict[str, int]:
    """The fold, from 0, in which each group is left out."""
    return {group: i % FOLDS for i, group in enumerate(sorted(set(groups)))}


def indicators(rows: Sequence[Collection[str]]) -> tuple[list[str], Array]:
    """The names of all features, sorted, and a matrix with 1 where a row has one."""
    names = sorted({name for row in rows for name in row})
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        matrix[i, [column[name] for name in row]] = 1.0
    return names, matrix
