"""Random changes to a batch of training pictures that leave its labels true."""

import torch


def augment(batch: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Turns, mirrors, shifts by up to 2 pixels, sometimes adds noise, and sometimes takes a band away."""

    def draw(high: int) -> int:
        return int(torch.randint(high, (1,), generator=random))

    # In eighths, so that one batch sees several of the square's symmetries at the price of slices.
    parts = []
    for part in batch.chunk(8):
        part = torch.rot90(part, draw(4), (2, 3))
        if draw(2):
            part = part.flip(3)
        parts.append(_shifted(part, draw(5) - 2, draw(5) - 2))
    batch = torch.cat(parts)
    noisy = torch.rand(len(batch), 1, 1, 1, generator=random) < 0.25
    sigma = 0.08 * torch.rand(len(batch), 1, 1, 1, generator=random) * noisy
    batch = batch + sigma * torch.randn(batch.shape, generator=random) * (batch != 0)
    return _without_band(batch, random)


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


def _without_band(batch: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Replaces one band by the mean of the others in one picture of twelve, as the service fills a missing band."""
    for index in torch.nonzero(torch.rand(len(batch), generator=random) < 1 / 12).flatten().tolist():
        band = int(torch.randint(batch.shape[1], (1,), generator=random))
        others = [other for other in range(batch.shape[1]) if other != band]
        batch[index, band] = batch[index, others].mean(0)
    return batch
