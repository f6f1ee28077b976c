package prefmill.trainers.djl.model;

import prefmill.trainers.djl.engine.ScriptNumber;
import prefmill.trainers.training.TrainingPlan.LossType;

/**
 * Writes losses with their gradients, and AdamW, as TorchScript.
 *
 * <p>Each loss is a weighted sum over the rows divided by {@code total}, the rows (or target
 * tokens) of the whole optimiser step: summing over the passes of a step gives what one larger
 * batch gives. Restated from TRL's DPOTrainer, KTOTrainer and SFTTrainer, and torch.optim.AdamW.
 */
final class ObjectiveScript {
  private static final String METHODS =
      """
        def dpo(self: __torch__.M, ids: Tensor, pos: Tensor, tgt: Tensor, seq: Tensor, cos: Tensor, sin: Tensor, weight: Tensor, total: Tensor, ref: Tensor, w: List[Tensor], a: List[Tensor]) -> List[Tensor]:
          lp = (self).logp1(ids, pos, tgt, seq, cos, sin, w, a, )
          d = torch.sub(lp, ref)
          n = torch.floordiv(torch.size(ids, 0), 2)
          z = torch.mul(torch.sub(torch.narrow(d, 0, 0, n), torch.narrow(d, 0, n, n)), @BETA@)
          return (self).out(torch.mul(@PAIR@, weight), total, lp, a, )
        def ipo(self: __torch__.M, ids: Tensor, pos: Tensor, tgt: Tensor, seq: Tensor, cos: Tensor, sin: Tensor, weight: Tensor, total: Tensor, ref: Tensor, count: Tensor, w: List[Tensor], a: List[Tensor]) -> List[Tensor]:
          lp = (self).logp1(ids, pos, tgt, seq, cos, sin, w, a, )
          d = torch.div(torch.sub(lp, ref), count)
          n = torch.floordiv(torch.size(ids, 0), 2)
          z = torch.sub(torch.sub(torch.narrow(d, 0, 0, n), torch.narrow(d, 0, n, n)), @TARGET@)
          return (self).out(torch.mul(torch.mul(z, z), weight), total, lp, a, )
        def kto(self: __torch__.M, ids: Tensor, pos: Tensor, tgt: Tensor, seq: Tensor, cos: Tensor, sin: Tensor, weight: Tensor, total: Tensor, ref: Tensor, sign: Tensor, kl: Tensor, w: List[Tensor], a: List[Tensor]) -> List[Tensor]:
          lp = (self).logp1(ids, pos, tgt, seq, cos, sin, w, a, )
          z = torch.mul(torch.mul(torch.sub(torch.sub(lp, ref), kl), sign), @BETA@)
          return (self).out(torch.mul(torch.rsub(torch.sigmoid(z), 1), weight), total, lp, a, )
        def sft(self: __torch__.M, ids: Tensor, pos: Tensor, tgt: Tensor, seq: Tensor, cos: Tensor, sin: Tensor, weight: Tensor, total: Tensor, w: List[Tensor], a: List[Tensor]) -> List[Tensor]:
          lp = (self).logp1(ids, pos, tgt, seq, cos, sin, w, a, )
          return (self).out(torch.mul(torch.neg(lp), weight), total, lp, a, )
        def out(self: __torch__.M, losses: Tensor, total: Tensor, lp: Tensor, a: List[Tensor]) -> List[Tensor]:
          loss = torch.sum(torch.div(losses, total))
          gs = torch.grad([loss], a, None, None, False, False)
          r = [torch.detach(loss), torch.detach(lp)]
          for i in range(torch.len(a)):
            _0 = torch.append(r, unchecked_cast(Tensor, gs[i]))
          return r
        def accumulate(self: __torch__.M, s: List[Tensor], g: List[Tensor]) -> Tensor:
          for i in range(torch.len(g)):
            _0 = torch.add_(s[i], g[i])
          return s[0]
        def norm(self: __torch__.M, g: List[Tensor]) -> Tensor:
          ns = annotate(List[Tensor], [])
          for i in range(torch.len(g)):
            _0 = torch.append(ns, torch.linalg_vector_norm(g[i]))
          return torch.linalg_vector_norm(torch.stack(ns))
        def adamw(self: __torch__.M, g: List[Tensor], p: List[Tensor], m: List[Tensor], v: List[Tensor], norm: Tensor, lr: float, step: float, maxnorm: float, wd: float) -> Tensor:
          k = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 0.000001)), maxnorm), None, 1.)
          b1 = torch.sub(1., torch.pow(0.9, step))
          b2 = torch.sqrt(torch.sub(1., torch.pow(0.999, step)))
          for i in range(torch.len(g)):
            gi = torch.mul(g[i], k)
            _1 = torch.mul_(p[i], torch.sub(1., torch.mul(lr, wd)))
            _2 = torch.lerp_(m[i], gi, 0.1)
            _3 = torch.addcmul_(torch.mul_(v[i], 0.999), gi, gi, value=0.001)
            den = torch.add(torch.div(torch.sqrt(v[i]), b2), 0.00000001)
            _4 = torch.addcdiv_(p[i], m[i], den, value=torch.neg(torch.div(lr, b1)))
          return norm
      """;

  private ObjectiveScript() {}

  /** The methods dpo, ipo, kto, sft, accumulate, norm and adamw. */
  static String of(ModelScale scale) {
    return METHODS
        .replace("@PAIR@", pairs(scale))
        .replace("@TARGET@", ScriptNumber.of(1 / (2 * scale.beta())))
        .replace("@BETA@", ScriptNumber.of(scale.beta()));
  }

  /** The loss of each pair, given its margin {@code z}, see {@link LossType}. */
  private static String pairs(ModelScale scale) {
    String plain = "torch.neg(torch.log_sigmoid(z))";
    if (scale.smoothing() == 0) {
      return plain;
    }
    boolean robust = scale.loss() == LossType.ROBUST;
    double divisor = robust ? 1 - 2 * scale.smoothing() : 1;
    return "torch.%s(torch.mul(%s, %s), torch.mul(torch.log_sigmoid(torch.neg(z)), %s))"
        .formatted(
            robust ? "add" : "sub",
            plain,
            ScriptNumber.of((1 - scale.smoothing()) / divisor),
            ScriptNumber.of(scale.smoothing() / divisor));
  }
}
