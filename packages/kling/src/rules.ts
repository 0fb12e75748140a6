import type { CapabilityRow } from '@vid/core';

/* What the rows of both apis are made of. Sources: the vendor's pages [doc], unless it says otherwise. */

/** Its days stand in each model's `checkedOn`. */
export const map = "Kling's capability map";
/** The day on which the map and the price list of the live models were read. */
export const liveMap = '2026-09-20';
/** The last map that had the models which ended on 2026-09-15. */
export const retiredMap = '2026-02-03';
export const endOfLife = '2026-09-15';
/** Cameras, masks, references of several pictures, last frames alone and extensions lived on those models only. */
export const noLiveModel = `no live model has it since ${endOfLife}`;

export const picture = {
  from: ['url', 'data'],
  mediaTypes: ['image/jpeg', 'image/png'],
  maxBytes: 10_000_000,
  sides: { min: 300 },
  maxRatio: 2.5,
} as const;
/** How the vendor counts characters is not documented; UTF-16 units are the stricter reading [guess]. */
export const text = { maxLength: 2500 } as const;
/** Not for kling-v2.x [doc]. */
export const cfgScale = { cfgScale: { min: 0, max: 1 } } as const;
/** What they are must stand in the schema. */
export const voices = { voices: { maxItems: 2 } } as const;
export const ratios = { oneOf: ['16:9', '9:16', '1:1'] } as const;

const axes = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'] as const;
export const camera = {
  axes,
  oneAxis: true,
  presets: ['down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward'],
} as const;

/** 2 to 77 points are documented for 5 s; pixels of the picture, counted from its lower left corner [doc]. */
export const masks = {
  media: picture,
  maxDynamic: 6,
  points: { min: 2, max: 77 },
  wholePixels: true,
  origin: 'bottom-left',
} as const;

/** For which model, quality and length is not said [client]. */
export const average = (seconds: number): NonNullable<CapabilityRow['typicalTime']> => ({
  seconds,
  source: "ComfyUI's Kling nodes: the average that they expect of this route",
});
