"""Writes 1,000 steps of Gymnasium's environments with the actions and start states that led to them.

    python src/test/python/environments_golden.py

Swinging links are chaotic: NumPy's x**2 and x * x differ in the last bit once in a thousand times, which
after some 200 steps of hard swinging is the fifth decimal. The clever run has no episode that long.

Observations and rewards are base64 of little-endian float32, chances of float64; an action is a digit,
the end of a step is '.', 'T' (terminated), 'L' (cut short by the time limit) or 'B' (both).
"""

import base64
import json
from pathlib import Path

import gymnasium as gym
import numpy as np

ROOT = Path(__file__).resolve().parents[3]
STEPS = 1000


def text(numbers, kind="<f4"):
    return base64.b64encode(np.asarray(numbers, kind).tobytes()).decode()


def balance(obs, rng):
    return int(obs[2] + 0.3 * obs[3] + 0.02 * obs[0] + 0.05 * obs[1] > 0)


def swing_car(obs, rng):
    return 2 if obs[1] >= 0 else 0


def swing_links(obs, rng):
    return 0 if obs[4] > 0 else 2


class Recorder:
    """A generator of random numbers that keeps those that are drawn one by one."""

    def __init__(self, rng):
        self.rng, self.drawn = rng, []

    def random(self):
        self.drawn.append(self.rng.random())
        return self.drawn[-1]


def run(name, policy, seed, **options):
    env = gym.make(name, **options)
    rng = np.random.default_rng(seed)
    actions, ends, observations, rewards, starts, chances = "", "", [], [], [], []

    def reset(**seed):
        obs, _ = env.reset(**seed)
        starts.append(np.asarray(getattr(env.unwrapped, "state", obs), "f8").ravel().tolist())
        return obs

    obs = reset(seed=seed)
    toy = isinstance(obs, int)
    if toy:
        env.unwrapped._np_random = Recorder(env.unwrapped.np_random)
    for _ in range(STEPS):
        action = int(rng.integers(env.action_space.n)) if policy is None else policy(obs, rng)
        if toy:
            env.unwrapped._np_random.drawn.clear()
        obs, reward, terminated, truncated, _ = env.step(action)
        if toy:
            chances.append(env.unwrapped._np_random.drawn[0])
        actions += str(action)
        ends += ".TLB"[terminated + 2 * truncated]
        observations.append(obs)
        rewards.append(reward)
        if terminated or truncated:
            obs = reset()
    out = {
        "actions": actions,
        "ends": ends,
        "starts": starts,
        "rewards": text(rewards),
        "observations": text(observations),
    }
    if toy:
        out["chances"] = text(chances, "<f8")
    return out


golden = {"gymnasium": gym.__version__}
for name, clever in [
    ("CartPole-v1", balance),
    ("MountainCar-v0", swing_car),
    ("Acrobot-v1", swing_links),
]:
    golden[name] = {"random": run(name, None, 1), "clever": run(name, clever, 4)}
for name, ours, options in [
    ("FrozenLake-v1", "FrozenLake-v1", {}),
    ("FrozenLake8x8-v1", "FrozenLake8x8-v1", {}),
    ("FrozenLake-v1", "FrozenLake-dry", {"is_slippery": False}),
    ("FrozenLake8x8-v1", "FrozenLake8x8-dry", {"is_slippery": False}),
]:
    golden[ours] = {"random": run(name, None, 3, **options)}
for name, runs in golden.items():
    for kind, r in runs.items() if isinstance(runs, dict) else ():
        print(name, kind, {c: r["ends"].count(c) for c in "TLB"})
path = ROOT / "zoo/src/test/resources/rl/environments.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(golden, indent=1) + "\n")
