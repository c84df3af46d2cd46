"""The networks by name. Each takes pictures N x 3 x S x S as the service makes them and gives logits N."""

import torch
from torch import nn

#: How many kinds of scenes the simulator may tell apart; more than there are.
KINDS = 16


def convolution(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """A convolution with batch normalisation, padded so that only the stride makes the image smaller."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    )


class Front(nn.Module):
    """Makes what the convolutions look at from pictures N x C x S x S: 2C + 1 planes.

    Stamps are turned squares, so each band lacks other corners of the picture (exactly 0 there), and the coloured edges
    that this leaves are stronger than any arc. Here a pixel that a band lacks gets the mean of the bands that have it.
    The second C planes are what stands out of its surroundings of about 1 arcsec, the last one the share of bands with
    data.
    """

    def __init__(self, window: int):
        super().__init__()
        self.window = window

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        seen = (pictures != 0).to(pictures.dtype)
        share = seen.mean(dim=1, keepdim=True)
        mean = pictures.mean(dim=1, keepdim=True) / share.clamp(min=0.1)
        filled = pictures + (1 - seen) * mean
        surroundings = nn.functional.avg_pool2d(filled, self.window, 1, self.window // 2, count_include_pad=False)
        return torch.cat([filled, 3 * (filled - surroundings), share], dim=1)


class Basic(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al. 2016, arXiv:1512.03385)."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = convolution(inputs, outputs, 3, stride)
        self.second = convolution(outputs, outputs, 3)
        self.shortcut = shortcut(inputs, outputs, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.second(torch.relu(self.first(x))) + self.shortcut(x))


class Bottleneck(nn.Module):
    """1x1, 3x3 and 1x1 convolutions beside a shortcut (He et al. 2016), four times as wide outside as inside."""

    def __init__(self, inputs: int, width: int, stride: int):
        super().__init__()
        self.reduce = convolution(inputs, width, 1)
        self.middle = convolution(width, width, 3, stride)
        self.expand = convolution(width, 4 * width, 1)
        self.shortcut = shortcut(inputs, 4 * width, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.reduce(x))
        y = torch.relu(self.middle(y))
        return torch.relu(self.expand(y) + self.shortcut(x))


class Inverted(nn.Module):
    """Wider inside than outside, with a depthwise convolution there (Sandler et al. 2018, arXiv:1801.04381)."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int):
        super().__init__()
        width = inputs * expansion
        layers = [convolution(inputs, width, 1), nn.ReLU()] if expansion > 1 else []
        layers += [convolution(width, width, 3, stride, groups=width), nn.ReLU(), convolution(width, outputs, 1)]
        self.layers = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.layers(x) if self.residual else self.layers(x)


def shortcut(inputs: int, outputs: int, stride: int) -> nn.Module:
    return nn.Identity() if stride == 1 and inputs == outputs else convolution(inputs, outputs, 1, stride)


class Network(nn.Module):
    """Front, stem and stages, the mean over the image, and one linear layer.

    For training it has two more outputs, which make it learn with fewer pictures and are not exported: where the arcs
    are, told from the features before the last stages, and what kind of thing this is.
    """

    def __init__(self, front: nn.Module, early: list[nn.Module], late: list[nn.Module], dropout: float = 0.1):
        super().__init__()
        self.front = front
        self.early = nn.Sequential(*early)
        self.late = nn.Sequential(*late)
        self.head = nn.Sequential(nn.Dropout(dropout), nn.LazyLinear(1))
        self.arcs = nn.LazyConv2d(1, 1)
        self.kinds = nn.LazyLinear(KINDS)
        for module in (*self.early.modules(), *self.late.modules()):
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.head(self.late(self.early(self.front(pictures))).mean(dim=(2, 3))).squeeze(1)

    def teachable(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits N, logits of arcs N x H x W at the resolution of the early features, and of kinds N x KINDS."""
        early = self.early(self.front(pictures))
        features = self.late(early).mean(dim=(2, 3))
        return self.head(features).squeeze(1), self.arcs(early).squeeze(1), self.kinds(features)


def window(size: int) -> int:
    """The odd number of pixels nearest to 1.05 arcsec in a picture of 6 arcsec."""
    return 2 * round((size * 0.175 - 1) / 2) + 1


def arclet_s(size: int) -> Network:
    """A residual network of 13 convolutions near native resolution; 42 million multiply-adds at 40 px."""
    widths = (32, 64, 128)
    body = [convolution(7, widths[0], 5, 2), nn.ReLU()]
    for inputs, outputs in zip((widths[0], *widths), widths):
        body += [Basic(inputs, outputs, 1 if inputs == outputs else 2), Basic(outputs, outputs, 1)]
    return Network(Front(window(size)), body[:-2], body[-2:])


def resnet50_body(planes: int) -> tuple[list[nn.Module], list[nn.Module]]:
    """The layers up to the second stage, and those after it."""
    body = [convolution(planes, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for stage, (width, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)]):
        for block in range(blocks):
            body.append(Bottleneck(inputs, width, 2 if block == 0 and stage > 0 else 1))
            inputs = 4 * width
    return body[:10], body[10:]


def resnet50(size: int) -> Network:
    """ResNet-50 (He et al. 2016) behind the front."""
    return Network(Front(window(size)), *resnet50_body(7))


def resnet50_plain(size: int) -> Network:
    """ResNet-50 on the three bands as they are: the network of the seed's recipe."""
    return Network(nn.Identity(), *resnet50_body(3), dropout=0.0)


def mobilenet(size: int) -> Network:
    """MobileNet V2 (Sandler et al. 2018) behind the front, with ReLU where the paper has ReLU6.

    Its second stage does not halve the image, as the paper's does: near native resolution an arc is a few pixels wide.
    """
    body = [convolution(7, 32, 3, 2), nn.ReLU()]
    inputs = 32
    stages = [(1, 16, 1, 1), (6, 24, 2, 1), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, outputs, blocks, stride in stages:
        for block in range(blocks):
            body.append(Inverted(inputs, outputs, stride if block == 0 else 1, expansion))
            inputs = outputs
    body += [convolution(inputs, 1280, 1), nn.ReLU()]
    # The early part ends where the image is a quarter of the picture along each side.
    return Network(Front(window(size)), body[:8], body[8:])


NETWORKS = {"arclet-s": arclet_s, "resnet50": resnet50, "resnet50-plain": resnet50_plain, "mobilenet": mobilenet}

#: How a network's images lie in memory while it trains: bands last, except where depthwise convolutions want whole planes.
LAYOUTS = {"mobilenet": torch.contiguous_format}


def layout(name: str) -> torch.memory_format:
    return LAYOUTS.get(name, torch.channels_last)


def build(name: str, size: int) -> Network:
    """The untrained network of that name, for pictures of `size` pixels."""
    if name not in NETWORKS:
        raise SystemExit(f"no network is named {name}; there are: {', '.join(NETWORKS)}")
    network = NETWORKS[name](size)
    network.eval().teachable(torch.zeros(1, 3, size, size))
    return network.train()
