import type { Law } from "../../kernel/law.js";
import { type Gamma, gamma } from "../../kernel/laws/gamma.js";
import type { Hyperexponential } from "../../kernel/laws/hyperexponential.js";
import type { Lognormal } from "../../kernel/laws/lognormal.js";
import type { Mixture } from "../../kernel/laws/made/mixture.js";
import type { Shifted } from "../../kernel/laws/made/shifted.js";
import type { Uniform } from "../../kernel/laws/uniform.js";
import type { Weibull } from "../../kernel/laws/weibull.js";
import { exp, pow } from "../../kernel/maths.js";
import type { Stream } from "../../kernel/stream.js";

export type Sampler = (stream: Stream) => number;

/**
 * Draws from the length-biased law, whose density is x·g(x)/mean: the law as seen by one who comes at any time, and so meets
 * long durations more often. Null where there is no simple way, or no point (a law without spread).
 */
export function lengthBiased(law: Law): Sampler | null {
  switch (law.kind) {
    case "exponential":
      return Number.isFinite(law.mean) ? (stream) => law.mean * (stream.exponential() + stream.exponential()) : null;
    case "lognormal": {
      const { sigma } = law as Lognormal;
      const factor = exp(sigma * sigma);
      return (stream) => factor * law.sample(stream);
    }
    case "gamma": {
      const { shape } = law as Gamma;
      return gamma({ mean: (law.mean * (shape + 1)) / shape, shape: shape + 1 }).sample;
    }
    case "weibull": {
      const { shape, scale } = law as Weibull;
      const hazard = gamma({ mean: 1 + 1 / shape, shape: 1 + 1 / shape });
      return (stream) => scale * pow(hazard.sample(stream), 1 / shape);
    }
    case "uniform": {
      const { from, to } = law as Uniform;
      return (stream) => Math.sqrt(from * from + stream.uniform() * (to * to - from * from));
    }
    case "hyperexponential": {
      const { branches } = law as Hyperexponential;
      const parts = branches.map(({ weight, mean }) => ({
        weight: weight * mean,
        sample: (stream: Stream) => mean * (stream.exponential() + stream.exponential()),
      }));
      return oneOf(parts);
    }
    case "mixture": {
      const parts = (law as Mixture).parts.map(({ weight, law: part }) => ({
        weight: weight * part.mean,
        sample: lengthBiased(part),
      }));
      return parts.every((part) => part.sample !== null) ? oneOf(parts as Weighted[]) : null;
    }
    case "shifted": {
      const { by, law: rest } = law as Shifted;
      const longer = lengthBiased(rest);
      if (longer === null) return null;
      const parts = [
        { weight: by, sample: rest.sample },
        { weight: rest.mean, sample: longer },
      ];
      const draw = oneOf(parts);
      return (stream) => by + draw(stream);
    }
    default:
      return null;
  }
}

interface Weighted {
  readonly weight: number;
  readonly sample: Sampler;
}

function oneOf(parts: readonly Weighted[]): Sampler {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (stream) => {
    let left = stream.uniform() * total;
    for (const { weight, sample } of parts) {
      left -= weight;
      if (left < 0) return sample(stream);
    }
    return parts[parts.length - 1]!.sample(stream);
  };
}
