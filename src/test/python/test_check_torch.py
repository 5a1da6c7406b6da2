"""check_torch.py on files that PyTorch made: python -m unittest discover src/test/python"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import check_torch
import nets
import numpy as np
import torch
from safetensors.torch import save_file


class CheckTorchTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def files(self, net, *shape):
        """Weights as Vivarium writes them (floats only) and images; returns what the net says."""
        state = {k: v for k, v in net.eval().state_dict().items() if v.is_floating_point()}
        save_file(state, self.folder / "weights.safetensors")
        image = torch.rand(shape)
        np.savez(self.folder / "image.npz", image=image.numpy())
        flat = {"shape": list(shape), "data": image.flatten().tolist()}
        (self.folder / "image.json").write_text(json.dumps(flat))
        with torch.no_grad():
            return image, net(image.permute(0, 3, 1, 2))

    def logits(self, architecture, image, report=None):
        return check_torch.logits(
            self.folder / "weights.safetensors", architecture, self.folder / image, report
        )

    def test_every_architecture_loads_strictly_and_gives_its_logits(self):
        for name, net, shape in [
            ("lenet", nets.LeNet(7), (2, 28, 28, 1)),
            ("mlp", nets.Mlp(192, 3), (2, 8, 8, 3)),
            ("alexnet", nets.AlexNet(4, small=True), (1, 32, 32, 3)),
            ("vgg13_bn", nets.Vgg(nets.VGG[13], 4, norm=True, small=True), (1, 32, 32, 3)),
            ("googlenet", nets.GoogLeNet(4), (1, 64, 64, 3)),
            ("resnet18", nets.resnet18(4, small=True), (1, 32, 32, 3)),
            ("resnet18", nets.resnet18(5), (1, 64, 64, 3)),
            ("resnet50", nets.resnet50(4, small=True), (1, 32, 32, 3)),
            ("mobilenet_v2", nets.MobileNetV2(4), (1, 32, 32, 3)),
        ]:
            with self.subTest(name, shape=shape):
                _, expected = self.files(net, *shape)
                for image in "image.npz", "image.json":
                    torch.testing.assert_close(self.logits(name, image), expected)

    def test_normalises_as_the_report_says(self):
        net = nets.Mlp(12, 2)
        image, _ = self.files(net, 1, 2, 2, 3)
        report = self.folder / "report.json"
        report.write_text('{"normalisation": {"mean": [0.1, 0.2, 0.3], "std": [0.5, 0.6, 0.7]}}')
        x = (image - torch.tensor([0.1, 0.2, 0.3])) / torch.tensor([0.5, 0.6, 0.7])
        with torch.no_grad():
            expected = net(x.permute(0, 3, 1, 2))
        torch.testing.assert_close(self.logits("mlp", "image.npz", report), expected)

    def test_refuses_weights_that_lack_a_parameter_or_have_one_too_many(self):
        for change in {"extra": torch.zeros(1)}, {"fc2.bias": None}:
            state = {**nets.LeNet().state_dict(), **change}
            weights = {k: v for k, v in state.items() if v is not None}
            self.files(nets.LeNet(), 1, 28, 28, 1)
            save_file(weights, self.folder / "weights.safetensors")
            with self.assertRaises(RuntimeError):
                self.logits("lenet", "image.npz")

    def test_prints_rows_of_logits(self):
        _, expected = self.files(nets.LeNet(), 2, 28, 28, 1)
        script = Path(check_torch.__file__)
        names = [self.folder / "weights.safetensors", "lenet", self.folder / "image.json"]
        command = [sys.executable, script, *names]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        torch.testing.assert_close(torch.tensor(json.loads(out)), expected)


if __name__ == "__main__":
    unittest.main()
