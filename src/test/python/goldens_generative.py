"""Writes what PyTorch says of U-Net, generative and acting networks, and of likelihoods.

    python src/test/python/goldens_generative.py

As goldens.py does: the files hold results only, computed in float64 from the weights and inputs of
formula.py. Prints the parameter counts of the networks as published. Needs torch and numpy.
"""

import nets_generative as nets
import torch
from formula import fill, tensor
from goldens import LOUD, array, write
from torch import nn
from torch.distributions import Bernoulli, Normal, kl_divergence

CLASSES = 3
LABELS = [2, 0]
DIGIT = (2, 1, 8, 8)
SMALL = (2, 1, 14, 14)
FRAMES = (2, 4, 36, 36)


def generative():
    unet = nets.UNet(3, 2, 4, 2)
    cvae = nets.DenseVae(64, 16, 4, CLASSES)
    generators = [nets.Generator(14, 2, 4, 6, n) for n in (0, CLASSES)]
    discriminators = [nets.Discriminator(28, 1, 4, n) for n in (0, CLASSES)]
    return {
        "unet 8x12": case(unet, image=(2, 3, 8, 12)),
        "googlenet_aux 80x80": case(nets.GoogLeNetAux(5), scale=LOUD, image=(2, 3, 80, 80)),
        "autoencoder": case(nets.Autoencoder(64, (16, 12), 4), image=DIGIT),
        "denoising_autoencoder": case(nets.Autoencoder(64, (16, 12), 4), image=DIGIT),
        "vae": case(nets.DenseVae(64, 16, 4), image=DIGIT),
        "conv_vae": case(nets.ConvVae(8, 1, 4, 16, 4), image=DIGIT),
        "cvae": case(cvae, LABELS, image=DIGIT),
        "dcgan_generator 14x14": case(generators[0], noise=(2, 6)),
        "cdcgan_generator 14x14": case(generators[1], LABELS, noise=(2, 6)),
        "dcgan_discriminator 28x28": case(discriminators[0], image=(2, 1, 28, 28)),
        "cdcgan_discriminator 28x28": case(discriminators[1], LABELS, image=(2, 1, 28, 28)),
        "q_network": case(nets.QNetwork([], (4, 120, 84), 2), observation=(3, 4)),
        "pixel_q_network": case(nets.QNetwork(nets.nature(), (64, 16), 5), observation=FRAMES),
        "dueling_q_network": case(
            nets.DuelingQNetwork([], (4, 16), 12, 3), observation=(3, 4)
        ),
        "pixel_dueling_q_network": case(
            nets.DuelingQNetwork(nets.nature(), (64,), 12, 3), observation=FRAMES
        ),
        "policy_network": case(nets.PolicyApart(4, 64, 64, actions=2), observation=(3, 4)),
        "policy_network shared": case(
            nets.PolicyShared([], (4, 16), 2, nn.Tanh), observation=(3, 4)
        ),
        "pixel_policy_network": case(
            nets.PolicyShared(nets.nature(), (64, 16), 5), observation=FRAMES
        ),
    }


def case(net, labels=None, scale=1.0, **shapes):
    """The outputs of a served network; its input is a named shape, beside any labels."""
    ((name, shape),) = shapes.items()
    x = tensor(name, *shape, scale=scale)
    with torch.no_grad():
        net = fill(net).eval()
        outputs = net(x) if labels is None else net(x, torch.tensor(labels))
    found = {"input": name, "shape": shape, "scale": scale, "labels": labels or []}
    return found | {"outputs": {key: array(y, 8) for key, y in outputs.items()}}


def likelihoods():
    x, mean, other = (tensor(name, 3, 2, 4, scale=2.0) for name in ("x", "mean", "other"))
    log_variance, shares = tensor("log_variance", 3, 2, 4), (tensor("shares", 3, 2, 4) + 1) / 2
    here = Normal(mean, (log_variance / 2).exp())
    standard = Normal(torch.zeros_like(mean), torch.ones_like(mean))
    there = Normal(other, (x / 2).exp())
    coins = Bernoulli(logits=mean, validate_args=False)
    found = {
        "bernoulli": coins.log_prob(shares),
        "gaussian": here.log_prob(x),
        "divergence": kl_divergence(here, standard),
        "divergence of two": kl_divergence(here, there),
    }
    return {name: array(y.sum((1, 2)), 8) for name, y in found.items()}


def counts():
    return {
        "googlenet_aux": nets.GoogLeNetAux(),
        "unet": nets.UNet(),
        "autoencoder": nets.Autoencoder(),
        "vae": nets.DenseVae(),
        "conv_vae": nets.ConvVae(),
        "cvae": nets.DenseVae(classes=10),
        "dcgan_generator": nets.Generator(),
        "dcgan_discriminator": nets.Discriminator(),
        "cdcgan_generator": nets.Generator(classes=10),
        "cdcgan_discriminator": nets.Discriminator(classes=10),
        "q_network": nets.QNetwork([], (4, 120, 84), 2),
        "pixel_q_network": nets.QNetwork(nets.nature(), (3136, 512), 4),
        "dueling_q_network": nets.DuelingQNetwork([], (4, 120), 84, 2),
        "pixel_dueling_q_network": nets.DuelingQNetwork(nets.nature(), (3136,), 512, 4),
        "policy_network": nets.PolicyApart(4, 64, 64, actions=2),
        "pixel_policy_network": nets.PolicyShared(nets.nature(), (3136, 512), 4),
    }


def main():
    for name, net in counts().items():
        print(f"{name}: {sum(p.numel() for p in net.parameters()):,} parameters")
    write(generative, likelihoods)


if __name__ == "__main__":
    main()
