"""Writes a trained network as ONNX: input `pictures` N x C x S x S (N dynamic), output `score` N, after the sigmoid."""

from pathlib import Path

import onnx
import torch
from torch import nn


class Scored(nn.Module):
    """A network with its sigmoid."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.network(pictures))


def export(network: nn.Module, path: Path, shape: tuple[int, int, int]) -> None:
    """Writes `path`; batch normalisation is folded into the convolutions by the exporter."""
    model = Scored(network).eval()
    example = torch.zeros(2, *shape)
    torch.onnx.export(
        model,
        (example,),
        str(path),
        input_names=["pictures"],
        output_names=["score"],
        dynamic_axes={"pictures": {0: "n"}, "score": {0: "n"}},
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))
