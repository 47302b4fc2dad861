"""Train the small face net whose parameters the notebook ships as data/face_net.npz."""

import importlib.util
import time
from pathlib import Path

import numpy as np
from skimage import data

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "assignments" / "hw2_conv" / "data" / "face_net.npz"
SEED, EPOCHS, BATCH, LEARNING_RATE = 4, 60, 25, 2e-3
# Small first filters and strong decay leave edges and blobs that can be read; the training loss ends near 0.03.
DECAY, FILTER_SCALE = 1e-2, 0.3
FILTERS, K, HIDDEN, CLASSES = 8, 5, 16, 2
POOL = {"pool_height": 2, "pool_width": 2, "stride": 2}


def load_solution():
    """Read the reference answers beside this file.

    Returns:
        The module with conv_forward_naive, max_pool_forward_naive and their backward functions.
    """
    spec = importlib.util.spec_from_file_location("solution", HERE / "solution.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


solution = load_solution()


def load_faces():
    """Crop the 200 pictures of lfw_subset and hold out every fourth one.

    Returns:
        x: pictures, (200, 1, 24, 24), float64, grey minus 0.5: -0.5 is black, 0.5 is white.
        y: classes, (200,), int; 1 is a face, 0 is background.
        held_out: (200,), bool; pictures 3, 7, 11, ... of the set: 25 faces, 25 backgrounds.
    """
    x = data.lfw_subset()[:, None, :24, :24].astype(np.float64) - 0.5
    y = (np.arange(200) < 100).astype(int)
    return x, y, np.arange(200) % 4 == 3


def start_params(rng):
    """Draw the first parameters, He-scaled but for the small filters, zero biases.

    Args:
        rng: numpy Generator.

    Returns:
        dict as three_layer_forward takes it: F = 8 filters of 5x5, M = 16, T = 2.
    """
    flat = FILTERS * 12 * 12
    return {
        "W1": rng.standard_normal((FILTERS, 1, K, K)) * FILTER_SCALE * np.sqrt(2 / (K * K)),
        "b1": np.zeros(FILTERS),
        "W2": rng.standard_normal((flat, HIDDEN)) * np.sqrt(2 / flat),
        "b2": np.zeros(HIDDEN),
        "W3": rng.standard_normal((HIDDEN, CLASSES)) * np.sqrt(2 / HIDDEN),
        "b3": np.zeros(CLASSES),
    }


def softmax_loss(scores, y):
    """Average the cross-entropy over a batch.

    Args:
        scores: (N, T), float.
        y: right classes, (N,), int.

    Returns:
        loss: float, natural logarithm.
        dscores: gradient of the loss with respect to scores, (N, T), float.
    """
    shifted = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(shifted)
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(p[rows, y]).mean()
    p[rows, y] -= 1
    return loss, p / len(y)


def loss_and_gradients(x, y, params):
    """Run the net forward and backward with the reference layers.

    Args:
        x: images, (N, C, H, W), float.
        y: right classes, (N,), int.
        params: dict as three_layer_forward takes it.

    Returns:
        loss: float.
        grads: dict of arrays, shapes as in params.
    """
    conv_param = {"stride": 1, "pad": (K - 1) // 2}
    maps, conv_cache = solution.conv_forward_naive(x, params["W1"], params["b1"], conv_param)
    pooled, pool_cache = solution.max_pool_forward_naive(np.maximum(maps, 0), POOL)
    flat = pooled.reshape(len(x), -1)
    before = flat @ params["W2"] + params["b2"]
    hidden = np.maximum(before, 0)
    loss, dscores = softmax_loss(hidden @ params["W3"] + params["b3"], y)
    dbefore = dscores @ params["W3"].T * (before > 0)
    dpooled = (dbefore @ params["W2"].T).reshape(pooled.shape)
    dmaps = solution.max_pool_backward_naive(dpooled, pool_cache) * (maps > 0)
    _, dW1, db1 = solution.conv_backward_naive(dmaps, conv_cache)
    grads = {
        "W1": dW1,
        "b1": db1,
        "W2": flat.T @ dbefore,
        "b2": dbefore.sum(axis=0),
        "W3": hidden.T @ dscores,
        "b3": dscores.sum(axis=0),
    }
    return loss, grads


def adam_step(params, grads, state, step):
    """Change the parameters once, with decoupled weight decay on the weights.

    Args:
        params: dict of float arrays, changed in place.
        grads: dict of float arrays, shapes as in params.
        state: dict, name to (mean of gradients, mean of squares), changed in place.
        step: int, 1 for the first call.

    Returns:
        Nothing.

    Source: Kingma and Ba 2015, arXiv:1412.6980; Loshchilov and Hutter 2019, arXiv:1711.05101.
    """
    for name, grad in grads.items():
        mean, square = state.get(name, (0.0, 0.0))
        mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
        state[name] = mean, square
        params[name] -= LEARNING_RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        if name.startswith("W"):
            params[name] *= 1 - DECAY


def train(x, y, rng):
    """Run a fixed number of epochs; each picture is mirrored half of the time.

    Args:
        x: images, (N, 1, 24, 24), float.
        y: classes, (N,), int.
        rng: numpy Generator.

    Returns:
        Trained params, dict of float32 arrays.
    """
    params, state, step = start_params(rng), {}, 0
    for epoch in range(EPOCHS):
        order, losses = rng.permutation(len(x)), []
        for start in range(0, len(x), BATCH):
            chosen = order[start : start + BATCH]
            mirrored = rng.random(len(chosen)) < 0.5
            batch = np.where(mirrored[:, None, None, None], x[chosen, :, :, ::-1], x[chosen])
            loss, grads = loss_and_gradients(batch, y[chosen], params)
            step += 1
            adam_step(params, grads, state, step)
            losses.append(loss)
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1:2d}  loss {np.mean(losses):.4f}")
    return {name: value.astype(np.float32) for name, value in params.items()}


def accuracy(x, y, params):
    """Count how often the higher score is the right one.

    Args:
        x: images, (N, 1, 24, 24), float.
        y: classes, (N,), int.
        params: dict as three_layer_forward takes it.

    Returns:
        Share of right answers, float, 0 to 1.
    """
    return float((solution.three_layer_forward(x, params).argmax(axis=1) == y).mean())


def linear_accuracy(x, y, x_held, y_held):
    """Train softmax regression on the same split, to say what the convolution is worth.

    Args:
        x: training images, (N, 1, 24, 24), float.
        y: classes, (N,), int.
        x_held: held-out images, (M, 1, 24, 24), float.
        y_held: classes, (M,), int.

    Returns:
        Share of right answers on the held-out pictures, float, 0 to 1.
    """
    params, state = {"W": np.zeros((576, CLASSES)), "b": np.zeros(CLASSES)}, {}
    flat = x.reshape(len(x), -1)
    for step in range(1, 401):
        _, dscores = softmax_loss(flat @ params["W"] + params["b"], y)
        adam_step(params, {"W": flat.T @ dscores, "b": dscores.sum(axis=0)}, state, step)
    scores = x_held.reshape(len(x_held), -1) @ params["W"] + params["b"]
    return float((scores.argmax(axis=1) == y_held).mean())


def main():
    """Train, save, and say the accuracies."""
    start = time.perf_counter()
    x, y, held_out = load_faces()
    params = train(x[~held_out], y[~held_out], np.random.default_rng(SEED))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(OUT, **params)
    print(f"training accuracy {accuracy(x[~held_out], y[~held_out], params):.3f} on {(~held_out).sum()} pictures")
    print(f"held-out accuracy {accuracy(x[held_out], y[held_out], params):.3f} on {held_out.sum()} pictures")
    linear = linear_accuracy(x[~held_out], y[~held_out], x[held_out], y[held_out])
    print(f"held-out accuracy of softmax regression on the pixels {linear:.3f}")
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
