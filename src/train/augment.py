"""Random changes to a batch of training pictures that leave its labels true.

They stand for what other telescopes, other pipelines and other nights do to a picture: another orientation, place and
pixel scale, worse seeing, more noise, other colours and brightness, a missing band, dead and hot pixels.
"""

import math

import torch
from torch.nn.functional import affine_grid, conv2d, grid_sample


class Augmentation:
    """Draws the changes. `random` decides them all, so a seed repeats them."""

    def __init__(self, random: torch.Generator):
        self.random = random

    def __call__(self, batch: torch.Tensor) -> torch.Tensor:
        """Changes pictures N x C x S x S (0 is no data); returns new ones."""
        batch = torch.cat([self._changed(part) for part in batch.chunk(8)])
        batch = self._brightness(batch)
        batch = self._noise(batch)
        batch = self._faults(batch)
        return self._without_band(batch)

    def _uniform(self, low: float, high: float, *shape: int) -> torch.Tensor:
        return low + (high - low) * torch.rand(*shape, generator=self.random)

    def _chance(self, share: float, count: int) -> torch.Tensor:
        return torch.rand(count, 1, 1, 1, generator=self.random) < share

    def _draw(self, high: int) -> int:
        return int(torch.randint(high, (1,), generator=self.random))

    def _changed(self, part: torch.Tensor) -> torch.Tensor:
        """What is dear to draw for each picture is drawn for an eighth of the batch: symmetry, shift, zoom, seeing."""
        part = torch.rot90(part, self._draw(4), (2, 3))
        if self._draw(2):
            part = part.flip(3)
        if self._draw(3) == 0:
            part = self._resampled(part)
        else:
            part = _shifted(part, self._draw(5) - 2, self._draw(5) - 2)
        return self._blurred(part) if self._draw(4) == 0 else part

    def _resampled(self, part: torch.Tensor) -> torch.Tensor:
        """Turns by any angle and zooms by up to a third either way, as another camera would show the object."""
        count = len(part)
        angle = self._uniform(0, 2 * math.pi, count)
        zoom = torch.exp(self._uniform(-0.3, 0.3, count))
        shift = self._uniform(-0.08, 0.08, count, 2)
        cos, sin = torch.cos(angle) / zoom, torch.sin(angle) / zoom
        rows = [torch.stack([cos, -sin, shift[:, 0]], 1), torch.stack([sin, cos, shift[:, 1]], 1)]
        grid = affine_grid(torch.stack(rows, 1), list(part.shape), align_corners=False)
        seen = (part != 0).float()
        both = grid_sample(torch.cat([part, seen], 1), grid, mode="bilinear", align_corners=False)
        values, weight = both.chunk(2, 1)
        # Half a pixel of data is a pixel of data; less is none, so that edges stay edges.
        return torch.where(weight > 0.5, values / weight.clamp(min=0.5), torch.zeros(()))

    def _blurred(self, part: torch.Tensor) -> torch.Tensor:
        """Worse seeing: a Gaussian of up to 0.2 arcsec at the usual 6 arcsec over the picture."""
        sigma = float(self._uniform(0.3, 1.0, 1)) * part.shape[2] * 0.2 / 6
        reach = max(1, math.ceil(2.5 * sigma))
        offsets = torch.arange(-reach, reach + 1, dtype=torch.float32)
        profile = torch.exp(-0.5 * (offsets / sigma) ** 2)
        profile /= profile.sum()
        channels = part.shape[1]
        seen = part != 0
        for shape in ((1, 1, -1, 1), (1, 1, 1, -1)):
            kernel = profile.reshape(shape).expand(channels, 1, *profile.reshape(shape).shape[2:])
            part = conv2d(part, kernel, padding="same", groups=channels)
        return part * seen

    def _brightness(self, batch: torch.Tensor) -> torch.Tensor:
        """Another stretch (a power of the values) and another balance of the bands, in half of the pictures."""
        count, channels = batch.shape[:2]
        power = torch.where(self._chance(0.5, count), self._uniform(0.8, 1.3, count, 1, 1, 1), torch.ones(()))
        gain = torch.where(self._chance(0.5, count), self._uniform(0.85, 1.15, count, channels, 1, 1), torch.ones(()))
        return (torch.sign(batch) * batch.abs().pow(power) * gain).clamp(-1, 1)

    def _noise(self, batch: torch.Tensor) -> torch.Tensor:
        sigma = self._uniform(0, 0.1, len(batch), 1, 1, 1) * self._chance(0.3, len(batch))
        return batch + sigma * torch.randn(batch.shape, generator=self.random) * (batch != 0)

    def _faults(self, batch: torch.Tensor) -> torch.Tensor:
        """Hot or dead pixels, and now and then a line of them, in one band of a picture in sixteen."""
        size = batch.shape[2]
        for index in torch.nonzero(self._chance(1 / 16, len(batch)).flatten()).flatten().tolist():
            band = batch[index, self._draw(batch.shape[1])]
            value = (-1.0, 0.0, 1.0)[self._draw(3)]
            if self._draw(3) == 0:
                band[:, self._draw(size)] = value
            else:
                for _ in range(1 + self._draw(4)):
                    band[self._draw(size), self._draw(size)] = value
        return batch

    def _without_band(self, batch: torch.Tensor) -> torch.Tensor:
        """Replaces a band by the mean of the others in one picture of ten, as the service fills a missing band."""
        for index in torch.nonzero(self._chance(0.1, len(batch)).flatten()).flatten().tolist():
            band = self._draw(batch.shape[1])
            others = [other for other in range(batch.shape[1]) if other != band]
            batch[index, band] = batch[index, others].mean(0)
        return batch


def _shifted(part: torch.Tensor, down: int, right: int) -> torch.Tensor:
    part = part.roll((down, right), (2, 3))
    # What comes in from outside has no data, which pictures show as 0.
    if down > 0:
        part[:, :, :down] = 0
    if down < 0:
        part[:, :, down:] = 0
    if right > 0:
        part[:, :, :, :right] = 0
    if right < 0:
        part[:, :, :, right:] = 0
    return part
