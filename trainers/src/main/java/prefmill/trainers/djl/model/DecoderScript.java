package prefmill.trainers.djl.model;

import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.djl.engine.ScriptNumber;
import prefmill.trainers.huggingface.ModelConfig;

/**
 * Writes the decoder as TorchScript: RMS norm, rotary embedding, grouped-query attention, SwiGLU,
 * with and without a low-rank adapter on the seven projections.
 *
 * <p>Weights come as one list in the order of {@link WeightNames}, adapters as A and B of each
 * projection of each layer, with DoRA (Liu et al., 2024) its magnitudes as a third. Only positions
 * that predict a target reach the output head. Right padding needs no mask, since attention is
 * causal and only real positions are read.
 */
final class DecoderScript {
  private final ModelConfig model;
  private final WeightNames names;
  private final LoraScale lora;
  private final int parts;

  private DecoderScript(ModelConfig model, WeightNames names, LoraScale lora) {
    this.model = model;
    this.names = names;
    this.lora = lora;
    this.parts = lora.dora() ? 3 : 2;
  }

  /** The methods logits0, logp0 (base) and logits1, logp1 (adapter) with what they call. */
  static String of(ModelConfig model, WeightNames names, LoraScale lora) {
    DecoderScript script = new DecoderScript(model, names, lora);
    return script.parts()
        + script.layer(false)
        + script.layer(true)
        + script.outputs(false)
        + script.outputs(true);
  }

  private String parts() {
    return """
      def rms(self: __torch__.M, x: Tensor, g: Tensor) -> Tensor:
        h = torch.to(x, dtype=6)
        n = torch.mul(h, torch.rsqrt(torch.add(torch.mean(torch.pow(h, 2), [-1], True), @EPS@)))
        return torch.mul(g, torch.type_as(n, x))
      def rope(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        r = torch.cat([torch.neg(torch.narrow(x, 3, @HALF@, @HALF@)), torch.narrow(x, 3, 0, @HALF@)], 3)
        return torch.type_as(torch.add(torch.mul(x, cos), torch.mul(r, sin)), x)
      def lora(self: __torch__.M, x: Tensor, y: Tensor, a: Tensor, b: Tensor) -> Tensor:
        d = torch.linear(torch.linear(torch.type_as(x, a), a), b)
        return torch.add(y, torch.type_as(d, y), alpha=@SCALE@)
      def dora(self: __torch__.M, x: Tensor, y: Tensor, a: Tensor, b: Tensor, m: Tensor, w: Tensor) -> Tensor:
        u = torch.add(torch.type_as(w, a), torch.matmul(b, a), alpha=@SCALE@)
        n = torch.detach(torch.sqrt(torch.sum(torch.pow(u, 2), [1])))
        z = (self).lora(x, y, a, b, )
        return torch.mul(z, torch.type_as(torch.div(m, n), z))
    """
        .replace("@EPS@", ScriptNumber.of(model.normEpsilon()))
        .replace("@HALF@", Integer.toString(model.headWidth() / 2))
        .replace("@SCALE@", ScriptNumber.of(lora.scale()));
  }

  private String layer(boolean adapter) {
    return """
      def layer@ON@(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor]@PARAM@) -> Tensor:
        B = torch.size(x, 0)
        T = torch.size(x, 1)
        h = (self).rms(x, w[0], )
        q = @P0@
        k = @P1@
        v = @P2@
        q1 = (self).rope(torch.transpose(torch.reshape(q, [B, T, @HEADS@, @WIDTH@]), 1, 2), cos, sin, )
        k1 = (self).rope(torch.transpose(torch.reshape(k, [B, T, @KV@, @WIDTH@]), 1, 2), cos, sin, )
        v1 = torch.transpose(torch.reshape(v, [B, T, @KV@, @WIDTH@]), 1, 2)
        s = torch.scaled_dot_product_attention(q1, k1, v1, None, 0., True, scale=None, enable_gqa=@GQA@)
        o = torch.reshape(torch.transpose(s, 1, 2), [B, T, -1])
        y = torch.add(x, @P3@)
        g = (self).rms(y, w[1], )
        u = torch.mul(torch.silu(@P4@), @P5@)
        return torch.add(y, @P6@)
    """
        .replace("@ON@", adapter ? "1" : "0")
        .replace("@PARAM@", adapter ? ", a: List[Tensor]" : "")
        .replace("@P0@", projection("h", 0, adapter))
        .replace("@P1@", projection("h", 1, adapter))
        .replace("@P2@", projection("h", 2, adapter))
        .replace("@P3@", projection("o", 3, adapter))
        .replace("@P4@", projection("g", 4, adapter))
        .replace("@P5@", projection("g", 5, adapter))
        .replace("@P6@", projection("u", 6, adapter))
        .replace("@HEADS@", Integer.toString(model.heads()))
        .replace("@KV@", Integer.toString(model.keyValueHeads()))
        .replace("@WIDTH@", Integer.toString(model.headWidth()))
        .replace("@GQA@", model.heads() == model.keyValueHeads() ? "False" : "True");
  }

  /** Weight 0 and 1 of a layer are its norms, then the projections, then their biases. */
  private String projection(String x, int index, boolean adapter) {
    boolean biased = names.bias() && index < 3;
    String weight = "w[" + (2 + index) + "]";
    String bias = "w[" + (9 + index) + "]";
    String plain = "torch.linear(%s, %s)".formatted(x, weight);
    if (adapter && lora.dora()) {
      int first = 3 * index;
      String scaled =
          "(self).dora(%s, %s, a[%s], a[%s], a[%s], %s, )"
              .formatted(x, plain, first, first + 1, first + 2, weight);
      return biased ? "torch.add(%s, %s)".formatted(scaled, bias) : scaled;
    }
    String base = biased ? "torch.linear(%s, %s, %s)".formatted(x, weight, bias) : plain;
    return adapter
        ? "(self).lora(%s, %s, a[%s], a[%s], )".formatted(x, base, 2 * index, 2 * index + 1)
        : base;
  }

  private String outputs(boolean adapter) {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < model.layers(); i++) {
      layers.add(
          "    x = (self).layer%s(x, c, s, torch.slice(w, %s, %s, 1)%s, )\n"
              .formatted(
                  adapter ? "1" : "0",
                  3 + i * names.perLayer(),
                  3 + (i + 1) * names.perLayer(),
                  adapter
                      ? ", torch.slice(a, %s, %s, 1)".formatted(i * 7 * parts, (i + 1) * 7 * parts)
                      : ""));
    }
    return """
      def logits@ON@(self: __torch__.M, ids: Tensor, pos: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor]@PARAM@) -> Tensor:
        T = torch.size(ids, 1)
        c = torch.narrow(cos, 0, 0, T)
        s = torch.narrow(sin, 0, 0, T)
        x = torch.embedding(w[0], ids)
    @LAYERS@    h = torch.index_select(torch.reshape(x, [-1, @HIDDEN@]), 0, pos)
        return torch.to(torch.linear((self).rms(h, w[1], ), w[2]), dtype=6)
      def logp@ON@(self: __torch__.M, ids: Tensor, pos: Tensor, tgt: Tensor, seq: Tensor, cos: Tensor, sin: Tensor, w: List[Tensor]@PARAM@) -> Tensor:
        l = (self).logits@ON@(ids, pos, cos, sin, w@ARG@, )
        n = torch.cross_entropy_loss(l, tgt, None, 0, -100, 0.)
        z = torch.zeros([torch.size(ids, 0)], dtype=6, device=ops.prim.device(ids))
        return torch.neg(torch.index_add(z, 0, seq, n))
    """
        .replace("@ON@", adapter ? "1" : "0")
        .replace("@PARAM@", adapter ? ", a: List[Tensor]" : "")
        .replace("@ARG@", adapter ? ", a" : "")
        .replace("@HIDDEN@", Integer.toString(model.hidden()))
        .replace("@LAYERS@", String.join("", layers));
  }
}
