import numpy as np


class NormLogistic:
    def __init__(self, n_features, momentum=0.1, eps=1e-5):
        self.weights = np.zeros(n_features)
        self.bias = 0.0
        self.mean = np.zeros(n_features)
        self.var = np.ones(n_features)
        self.momentum, self.eps = momentum, eps
        self.training = True

    def train(self):
        self.training = True
        return self

    def eval(self):
        self.training = False
        return self

    def _normalise(self, x):
        x = np.asarray(x, dtype=float)
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.mean = (1 - self.momentum) * self.mean + self.momentum * mean
            self.var = (1 - self.momentum) * self.var + self.momentum * var
        return (x - mean) / np.sqrt(var + self.eps)

    @staticmethod
    def _sigmoid(z):
        return 0.5 * (1.0 + np.tanh(0.5 * z))

    def forward(self, x):
        return self._sigmoid(self._normalise(x) @ self.weights + self.bias)

    def fit(self, x, y, epochs, lr, batch_size):
        self.train()
        y = np.asarray(y, dtype=float)
        losses = []
        for _ in range(epochs):
            total = 0.0
            for start in range(0, len(x), batch_size):
                rows = self._normalise(x[start : start + batch_size])
                labels = y[start : start + batch_size]
                logits = rows @ self.weights + self.bias
                p = self._sigmoid(logits)
                total -= float(np.sum(labels * np.log(p) + (1 - labels) * np.log(1 - p)))
                error = (self._sigmoid(logits) - labels) / len(labels)
                self.weights = self.weights - lr * (rows.T @ error)
                self.bias = float(self.bias - lr * error.sum())
            losses.append(total / len(x))
        self.eval()
        return losses
