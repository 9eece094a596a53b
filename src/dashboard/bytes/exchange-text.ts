import type { Exchange, Piece } from '../../protocol/exchange.ts';
import type { ByteKind } from '../../protocol/ledger.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { Direction } from './byte-shares.ts';

/** One side of an exchange. */
export type ExchangePart = {
  readonly title: string;
  readonly direction: Direction;
  readonly pieces: readonly Piece[];
  /** Said in place of pieces where there are none. */
  readonly whenEmpty: string;
};

/** An exchange as it is told: a request and its answer; of a stream what opened it, and its latest frame. */
export function exchangeParts(transport: Transport, { request, response, frame }: Exchange): ExchangePart[] {
  const isStream = transport === 'sse' || transport === 'websocket';
  const sent = { direction: 'up', pieces: filled(request), whenEmpty: 'Nothing was sent.' } as const;
  const answered = {
    direction: 'down',
    pieces: filled(response),
    whenEmpty: 'The server holds this request: there is no answer yet.',
  } as const;
  if (!isStream)
    return [
      { title: 'Request', ...sent },
      { title: 'Answer', ...answered },
    ];
  return [
    { title: 'The request that opened it', ...sent },
    { title: 'The answer that opened it', ...answered },
    {
      title: 'The latest frame',
      direction: 'down',
      pieces: filled(frame),
      whenEmpty: 'No event has been written yet.',
    },
  ];
}

const filled = (pieces: readonly Piece[]) => pieces.filter(({ bytes }) => bytes > 0);

/** A stretch that is shown, or what is left out between two of them. */
export type ShownPiece =
  | { readonly shown: true; readonly piece: Piece }
  | { readonly shown: false; readonly pieces: number; readonly bytes: Readonly<Partial<Record<ByteKind, number>>> };

const SHOWN_FIRST = 5;
const SHOWN_LAST = 2;

/** The first and the last pieces: an answer may hold hundreds of events, which look all the same. */
export function shorten(pieces: readonly Piece[]): ShownPiece[] {
  const show = (piece: Piece): ShownPiece => ({ shown: true, piece });
  const left = pieces.slice(SHOWN_FIRST, -SHOWN_LAST);
  if (left.length <= 1) return pieces.map(show);
  const bytes: Partial<Record<ByteKind, number>> = {};
  for (const piece of left) bytes[piece.kind] = (bytes[piece.kind] ?? 0) + piece.bytes;
  return [
    ...pieces.slice(0, SHOWN_FIRST).map(show),
    { shown: false, pieces: left.length, bytes },
    ...pieces.slice(-SHOWN_LAST).map(show),
  ];
}

/** `bytes` is absent where the text does not tell them: it was cut, or only stands for them. */
export type TextLine = { readonly text: string; readonly bytes?: number };

const encoder = new TextEncoder();

/** The piece line by line, each with its line end. */
export function linesOf({ text, bytes }: Pick<Piece, 'text' | 'bytes'>): TextLine[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  if (encoder.encode(text).length !== bytes) return lines.map((line) => ({ text: line }));
  return lines.map((line) => ({ text: line, bytes: encoder.encode(line).length }));
}

/** A run of text; `sign` is true where it names a character that cannot be seen. */
export type TextRun = { readonly text: string; readonly sign: boolean };

/** Controls, and what changes the direction of text or has no width. */
const UNSEEN = /([\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])/u;

/** Names, because few fonts have the pictures of these characters (␍ and ␊). */
const NAMES: Readonly<Record<string, string>> = { '\r': 'CR', '\n': 'LF', '\t': 'TAB', '\0': 'NUL' };

/** The text with what cannot be seen told by its name (CR) or number (U+200B). */
export function visibleRuns(text: string): TextRun[] {
  return text
    .split(UNSEEN)
    .map((run, place) => (place % 2 === 1 ? { text: nameOf(run), sign: true } : { text: run, sign: false }))
    .filter((run) => run.text !== '');
}

function nameOf(character: string): string {
  return NAMES[character] ?? `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
