import { MAX_PAYLOAD_BYTES } from '../protocol/experiment.ts';

/**
 * The text that payloads are cut out of: words of a-z with single spaces between them, nothing that
 * JSON escapes or UTF-8 widens, so that a character is a byte.
 *
 * One text should serve a publisher for life, whatever its seed: V8 keeps a cut as a reference into
 * the text, so a text for each seed would stay in memory as long as one event cut out of it is kept.
 */
export function createPayloadText(random: () => number): string {
  const words: string[] = [];
  for (let length = 0; length < TEXT_BYTES; ) {
    const word = WORDS[Math.floor(random() * WORDS.length)] ?? '';
    words.push(word);
    length += word.length + 1;
  }
  return `${words.join(' ')} `;
}

/**
 * A payload of exactly `payloadBytes`, at most MAX_PAYLOAD_BYTES, cut out of the text at a random
 * place: writing 64 KiB of fresh words a thousand times a second would cost more than all that is
 * measured here. It takes one random number whatever the size, so the size does not change which
 * payload comes when.
 */
export function cutPayload(text: string, payloadBytes: number, random: () => number): string {
  const wordStart = text.indexOf(' ', Math.floor(random() * PLACES)) + 1;
  return text.slice(wordStart, wordStart + payloadBytes);
}

const WORDS = (
  'a an as at be by in is it of on or to and are but can for has how its new not one our out see the was who you ' +
  'also back both each even from have here just like more most much once only open over read same send some such ' +
  'than that them then they this time very wait what when will with about after again arrive before between carry ' +
  'client every first follow listen message moment network nothing other packet server socket still stream there ' +
  'through under until update window without'
).split(' ');

const LONGEST_WORD = Math.max(...WORDS.map((word) => word.length));

/** The places in the text at which the search for a word to start with begins. */
const PLACES = 64 * 1024;

/** The largest payload fits after the last place, with the rest of that place's word skipped. */
const TEXT_BYTES = PLACES + LONGEST_WORD + 1 + MAX_PAYLOAD_BYTES;
