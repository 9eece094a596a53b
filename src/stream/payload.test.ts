import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PAYLOAD_BYTES } from '../protocol/experiment.ts';
import { createPayloadText, cutPayload } from './payload.ts';
import { createRandom } from './random.ts';

const text = createPayloadText(createRandom(1));

describe('payload', () => {
  test.each([0, 1, 100, MAX_PAYLOAD_BYTES])('has exactly %i bytes', (payloadBytes) => {
    const random = createRandom(2);
    for (let n = 0; n < 200; n += 1) {
      const payload = cutPayload(text, payloadBytes, random);
      expect(Buffer.byteLength(payload)).toBe(payloadBytes);
      // Two quotes around it: nothing was escaped.
      expect(Buffer.byteLength(JSON.stringify(payload))).toBe(payloadBytes + 2);
    }
  });

  test('has its size wherever it is cut, in every text', () => {
    const anyText = fc.integer({ min: 0, max: 50 }).map((seed) => createPayloadText(createRandom(seed)));
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(anyText, fc.oneof(place, fc.constant(1 - 2 ** -32)), (someText, at) => {
        expect(cutPayload(someText, MAX_PAYLOAD_BYTES, () => at)).toHaveLength(MAX_PAYLOAD_BYTES);
      }),
    );
  });

  test('reads as words: starts with one, single spaces between', () => {
    const random = createRandom(3);
    for (let n = 0; n < 200; n += 1) expect(cutPayload(text, 300, random)).toMatch(/^[a-z]+( [a-z]+)* ?$/);
    const words = new Set(text.trim().split(' '));
    // Only the last word may be cut off.
    for (const word of cutPayload(text, 1_000, random).split(' ').slice(0, -1)) expect(words).toContain(word);
    expect(words.size).toBeGreaterThan(50);
  });

  test('is the same for the same seed, differs between seeds and from one to the next', () => {
    const ten = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 10 }, () => cutPayload(text, 60, random));
    };
    expect(ten(4)).toEqual(ten(4));
    expect(ten(4)).not.toEqual(ten(5));
    expect(new Set(ten(4)).size).toBe(10);
  });

  test('comes in the same order whatever the sizes: a larger one goes on where a smaller one ends', () => {
    const [small, large] = [createRandom(6), createRandom(6)];
    for (const [smallBytes, largeBytes] of [
      [0, MAX_PAYLOAD_BYTES],
      [40, 60_000],
      [10, 20],
    ] as const) {
      const payload = cutPayload(text, smallBytes, small);
      expect(cutPayload(text, largeBytes, large).slice(0, smallBytes)).toBe(payload);
    }
  });
});
