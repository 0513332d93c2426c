"""PyTorch in eager mode: one training loop for the networks of either comparison."""

from typing import Any

import numpy as np

from benchmarks.comparison import Run


def alternating_steps(
    generator: Any, discriminator: Any, images: np.ndarray, *, batch_size: int, adam: dict[str, Any]
) -> Run:
    """Train as `GAN` does, and with no work that `GAN` spares: the same fakes for both players, and in the generator's
    step no slopes of the discriminator's weights. Adam is the fused one.

    Args:
        generator: PyTorch module, noise (batch, 100) to images.
        discriminator: PyTorch module, images to logits (batch, 1).
        images: Array whose first axis counts the images, in the shape that the discriminator takes.
        batch_size: Images a step.
        adam: Settings of both players' Adam.
    """
    import torch

    real_images = torch.from_numpy(images)
    adam_g, adam_d = (
        torch.optim.Adam(player.parameters(), **adam, fused=True) for player in (generator, discriminator)
    )
    loss, ones, zeros = torch.nn.BCEWithLogitsLoss(), torch.ones(batch_size, 1), torch.zeros(batch_size, 1)

    def run(steps: int) -> None:
        for _ in range(steps):
            fakes = generator(torch.randn(batch_size, 100))
            chosen = real_images[torch.randint(len(real_images), (batch_size,))]
            adam_d.zero_grad()
            (loss(discriminator(chosen), ones) + loss(discriminator(fakes.detach()), zeros)).backward()
            adam_d.step()
            adam_g.zero_grad()
            judged = fakes.detach().requires_grad_()
            (slopes,) = torch.autograd.grad(loss(discriminator(judged), ones), judged)
            fakes.backward(slopes)
            adam_g.step()

    return run
