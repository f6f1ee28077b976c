package prefmill.trainers.djl.measure;

/**
 * Writes, as TorchScript, what an adapter and its base model make of the same targets, computed
 * side by side so that every position's two distributions meet.
 */
public final class ComparisonScript {
  /** How many numbers the method gives a sequence, in the order of {@link ComparedSequence}. */
  public static final int NUMBERS = 5;

  private static final String METHODS =
      """
        def compare1(self: __torch__.M, ids: Tensor, pos: Tensor, tgt: Tensor, seq: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor], a: List[Tensor]) -> Tensor:
          p = torch.log_softmax((self).logits1(ids, pos, cos, sin, w, a, ), 1)
          q = torch.log_softmax((self).logits0(ids, pos, cos, sin, w, ), 1)
          t = torch.unsqueeze(tgt, 1)
          kl = torch.sum(torch.mul(torch.exp(p), torch.sub(p, q)), [1])
          hit1 = torch.to(torch.eq(torch.argmax(p, 1), tgt), dtype=6)
          hit0 = torch.to(torch.eq(torch.argmax(q, 1), tgt), dtype=6)
          m = torch.stack([torch.squeeze(torch.gather(p, 1, t), 1), torch.squeeze(torch.gather(q, 1, t), 1), kl, hit1, hit0], 1)
          z = torch.zeros([torch.size(ids, 0), 5], dtype=6, device=ops.prim.device(ids))
          return torch.index_add(z, 0, seq, m)
      """;

  private ComparisonScript() {}

  /** The method compare1, which calls logits0 and logits1. */
  public static String of() {
    return METHODS;
  }
}
