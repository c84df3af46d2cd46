"""The networks that ship, by name."""

import torch
from torch import nn


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al. 2016), halving the image where stride is 2."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.first_norm(self.first(x)))
        y = self.second_norm(self.second(y))
        return torch.relu(y + self.shortcut(x))


class Front(nn.Module):
    """Makes what the convolutions look at from pictures N x C x S x S: 2C + 1 planes.

    Stamps are turned squares, so each band lacks other corners of the picture (exactly 0 there), and the coloured edges
    that this leaves are stronger than any arc. Here a pixel that a band lacks gets the mean of the bands that have it.
    The second C planes are what stands out of its surroundings of 7 x 7 pixels, the last one the share of bands with
    data.
    """

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        seen = (pictures != 0).to(pictures.dtype)
        share = seen.mean(dim=1, keepdim=True)
        mean = pictures.mean(dim=1, keepdim=True) / share.clamp(min=0.1)
        filled = pictures + (1 - seen) * mean
        surroundings = nn.functional.avg_pool2d(filled, 7, 1, 3, count_include_pad=False)
        return torch.cat([filled, 3 * (filled - surroundings), share], dim=1)


class ArcletS(nn.Module):
    """A small residual network near native resolution: pictures N x 3 x S x S to logits N.

    About 21 million multiply-adds a picture at S = 40.
    """

    def __init__(self, channels: int = 3, widths: tuple[int, ...] = (32, 64, 128)):
        super().__init__()
        self.front = Front()
        self.stem = nn.Sequential(
            nn.Conv2d(2 * channels + 1, widths[0], 5, 2, 2, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU()
        )
        stages = [Residual(widths[0], widths[0], 1)]
        for inputs, outputs in zip(widths, widths[1:]):
            stages.append(Residual(inputs, outputs, 2))
        self.stages = nn.Sequential(*stages)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(widths[-1], 1))

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        features = self.stages(self.stem(self.front(pictures))).mean(dim=(2, 3))
        return self.head(features).squeeze(1)


NETWORKS = {"arclet-s": ArcletS}


def build(name: str) -> nn.Module:
    """The untrained network of that name."""
    if name not in NETWORKS:
        raise SystemExit(f"no network is named {name}; there are: {', '.join(NETWORKS)}")
    return NETWORKS[name]()
