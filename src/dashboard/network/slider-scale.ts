/** Where the values of a setting stand on a slider: whole steps from 0 to `steps`. */
export type SliderScale = {
  readonly steps: number;
  valueAt(step: number): number;
  stepOf(value: number): number;
};

const STEPS = 100;

/** From 0 to `max`; an `exponent` above 1 gives the small values more room. */
export function powerScale(max: number, exponent = 1): SliderScale {
  return {
    steps: STEPS,
    valueAt: (step) => shortened(max * (step / STEPS) ** exponent),
    stepOf: (value) => Math.round(STEPS * (value / max) ** (1 / exponent)),
  };
}

/** From `min` to `max` in equal ratios; the last step is 0, which stands for "no limit". */
export function limitScale(min: number, max: number): SliderScale {
  const last = STEPS - 1;
  return {
    steps: STEPS,
    valueAt: (step) => (step >= STEPS ? 0 : shortened(min * (max / min) ** (step / last))),
    stepOf: (value) => (value === 0 ? STEPS : Math.round((last * Math.log(value / min)) / Math.log(max / min))),
  };
}

function shortened(value: number): number {
  return Number(value.toPrecision(3));
}
