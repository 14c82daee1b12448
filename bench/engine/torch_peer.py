"""The peer: the same fields in PyTorch, float32, RK4, emit-carry-feel. Reads one JSON request a line, answers with the seconds of `steps` steps."""
import json
import sys
import time

import torch


def carry_of(ask, generator):
    """What every site hears of S and C, both at once: 2 × batch × rows × columns in, the same out."""
    kind, n = ask["kind"], ask["columns"]
    if kind in ("lattice", "stuartLandau"):
        return lambda s: s.roll(1, 2) + s.roll(-1, 2) + s.roll(1, 3) + s.roll(-1, 3)
    if kind == "dense":
        weight = (2 * torch.rand(n, n, generator=generator) - 1) / n
        return lambda s: (weight @ s.view(2, n).t()).t().reshape(s.shape)
    if kind == "sparse":
        links = ask["links"]
        start = torch.arange(0, n * links + 1, links)
        place = (torch.arange(links) + torch.rand(n, links, generator=generator)) / links  # one random site in each tenth: distinct, as torch demands
        site = (place * n).long().clamp(max=n - 1).flatten()
        weight = torch.sparse_csr_tensor(start, site, 2 * torch.rand(n * links, generator=generator) - 1, (n, n))
        return lambda s: (weight @ s.view(2, n).t().contiguous()).t().reshape(s.shape)
    return lambda s: s.mean((2, 3), keepdim=True).expand_as(s)


def rate_of(ask, generator):
    shape = (ask["batch"], ask["rows"], ask["columns"])
    carry = carry_of(ask, generator)
    if ask["kind"] == "stuartLandau":
        def rate(z):
            square = (z * z).sum(0, keepdim=True)
            turned = torch.stack((-z[1], z[0]))
            return z + turned - square * z + 0.3 * (carry(z) - 4 * z)
        return rate, 2 * torch.rand(2, *shape, generator=generator) - 1
    omega = 2 * torch.rand(*shape, generator=generator) - 1

    def rate(theta):
        s = torch.stack((theta.sin(), theta.cos()))
        h = carry(s)
        return torch.addcmul(omega, h[0] * s[1] - h[1] * s[0], torch.tensor(0.3))
    return rate, 6.28 * torch.rand(*shape, generator=generator)


def step(x, rate, dt):
    k1 = rate(x)
    k2 = rate(torch.add(x, k1, alpha=dt / 2))
    k3 = rate(torch.add(x, k2, alpha=dt / 2))
    k4 = rate(torch.add(x, k3, alpha=dt))
    return x + dt / 6 * (k1 + 2 * (k2 + k3) + k4)


def main():
    torch.set_grad_enabled(False)
    print(json.dumps({"version": torch.__version__}), flush=True)
    held = {}
    for line in sys.stdin:
        ask = json.loads(line)
        torch.set_num_threads(ask["threads"])
        key = json.dumps(ask["field"])
        if key not in held:
            held = {key: rate_of(ask["field"], torch.Generator().manual_seed(1))}
        rate, x = held[key]
        began = time.perf_counter()
        for _ in range(ask["steps"]):
            x = step(x, rate, 0.05)
        print(json.dumps({"seconds": time.perf_counter() - began}), flush=True)
        held[key] = (rate, x)


main()
