"""DQN on CartPole-v1 in PyTorch with the structure and the sizes of CleanRL's dqn.py; and the table of both.

    bench_rl.py loop STEPS TRAIN_EVERY      one line of JSON
    bench_rl.py world STEPS                 the environment alone, with actions at random
    bench_rl.py table FILE                  lines of JSON to a table
"""

import json
import random
import statistics
import sys
import time


def world(steps):
    import gymnasium as gym

    env = gym.make("CartPole-v1")
    env.action_space.seed(1)
    env.reset(seed=1)
    actions = [int(env.action_space.sample()) for _ in range(steps)]
    begun = time.perf_counter()
    for action in actions:
        _, _, terminated, truncated, _ = env.step(action)
        if terminated or truncated:
            env.reset()
    return time.perf_counter() - begun


def loop(steps, train_every):
    import gymnasium as gym
    import numpy as np
    import torch
    from torch import nn

    torch.set_num_threads(1)  # faster than more for networks of this size
    random.seed(1)
    torch.manual_seed(1)
    draws = np.random.default_rng(1)
    envs = gym.vector.SyncVectorEnv(
        [lambda: gym.wrappers.RecordEpisodeStatistics(gym.make("CartPole-v1"))],
        autoreset_mode=gym.vector.AutoresetMode.SAME_STEP,
    )
    envs.action_space.seed(1)

    def network():
        return nn.Sequential(nn.Linear(4, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 2))

    online, target = network(), network()
    target.load_state_dict(online.state_dict())
    optimizer = torch.optim.Adam(online.parameters(), lr=2.5e-4)
    capacity, starts, batch, gamma = 10_000, 10_000, 128, 0.99
    seen = np.zeros((capacity, 4), np.float32)
    after = np.zeros((capacity, 4), np.float32)
    acted = np.zeros((capacity, 1), np.int64)
    rewards = np.zeros((capacity, 1), np.float32)
    dones = np.zeros((capacity, 1), np.float32)

    obs, _ = envs.reset(seed=1)
    begun = time.perf_counter()
    for step in range(1, steps + 1):
        epsilon = max(1 - 0.95 * step / (steps / 2), 0.05)
        if random.random() < epsilon:
            actions = np.array([envs.single_action_space.sample() for _ in range(1)])
        else:
            with torch.no_grad():
                actions = torch.argmax(online(torch.Tensor(obs)), dim=1).numpy()
        following, reward, terminated, truncated, infos = envs.step(actions)
        last = following.copy()
        if truncated[0] or terminated[0]:
            last[0] = infos["final_obs"][0]
        at = (step - 1) % capacity
        seen[at], after[at], acted[at] = obs[0], last[0], actions[0]
        rewards[at], dones[at] = reward[0], terminated[0]
        obs = following
        if step >= starts:
            if step % train_every == 0:
                rows = draws.integers(0, min(step, capacity), batch)
                data = [torch.from_numpy(x[rows]) for x in (seen, acted, rewards, after, dones)]
                with torch.no_grad():
                    best, _ = target(data[3]).max(dim=1)
                    aim = data[2].flatten() + gamma * best * (1 - data[4].flatten())
                value = online(data[0]).gather(1, data[1]).squeeze()
                loss = nn.functional.mse_loss(aim, value)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            if step % 500 == 0:
                for to, of in zip(target.parameters(), online.parameters()):
                    to.data.copy_(of.data)
    return time.perf_counter() - begun


def table(path):
    lines = [json.loads(line) for line in open(path, encoding="utf-8")]
    works = list(dict.fromkeys(line["work"] for line in lines))
    print("| steps per second | Vivarium | PyTorch | ratio |")
    print("| --- | ---: | ---: | ---: |")
    for work in works:
        speed = {
            name: statistics.median(x["steps"] / x["seconds"] for x in lines if x["work"] == work and x["of"] == name)
            for name in ("vivarium", "pytorch")
        }
        ratio = speed["vivarium"] / speed["pytorch"]
        print(f"| {work} | {speed['vivarium']:,.0f} | {speed['pytorch']:,.0f} | {ratio:.1f} |")


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "table":
        table(rest[0])
    else:
        steps = int(rest[0])
        seconds = world(steps) if what == "world" else loop(steps, int(rest[1]))
        work = "environment alone" if what == "world" else f"DQN, training every {rest[1]}"
        print(json.dumps({"of": "pytorch", "work": work, "steps": steps, "seconds": seconds}))
