import type { Piece } from '../../protocol/exchange.ts';
import { BYTE_KINDS } from '../../protocol/ledger.ts';
import { formatExactly } from '../format.ts';
import { BYTE_KIND_WORDS } from './byte-kind-words.ts';
import { linesOf, type ShownPiece, visibleRuns } from './exchange-text.ts';
import classes from './exchange-view.module.css';
import { KindSwatch } from './kind-swatch.tsx';
import { websocketHeaderWords } from './websocket-header.ts';

/** One stretch of the wire: what it is for and how long it is, and its text line by line. */
export function ExchangePiece({ piece }: { piece: Piece }) {
  const { kind, text, bytes, cut } = piece;
  const lines = linesOf(piece);
  return (
    <div className={classes.piece} data-kind={kind}>
      <p className={classes.annotation}>
        <KindSwatch kind={kind} />
        <span>{BYTE_KIND_WORDS[kind].label}</span>
        <span className={classes.bytes}>{formatExactly(bytes)} B</span>
      </p>
      <div className={classes.text}>
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else to be known by
          <p key={place} className={classes.line}>
            <code>
              {visibleRuns(line.text).map(({ text: run, sign }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor have runs
                <span key={at} className={sign ? classes.sign : undefined}>
                  {run}
                </span>
              ))}
            </code>
            {lines.length > 1 && line.bytes !== undefined && <span className={classes.lineBytes}>{line.bytes}</span>}
          </p>
        ))}
        {cut !== undefined && <p className={classes.note}>… {formatExactly(cut)} more characters</p>}
        <Hint text={text} bytes={bytes} />
      </div>
    </div>
  );
}

/** Text that is longer than its bytes stands for them. */
function Hint({ text, bytes }: Pick<Piece, 'text' | 'bytes'>) {
  const words = text.length > bytes ? websocketHeaderWords(text) : undefined;
  return words && <p className={classes.note}>{words}</p>;
}

/** What stands between the first and the last pieces of a long answer. */
export function PiecesLeftOut({ pieces, bytes }: Extract<ShownPiece, { shown: false }>) {
  const parts = BYTE_KINDS.filter((kind) => bytes[kind] !== undefined).map(
    (kind) => `${formatExactly(bytes[kind] ?? 0)} B of ${BYTE_KIND_WORDS[kind].label.toLowerCase()}`,
  );
  return (
    <p className={classes.leftOut}>
      … {formatExactly(pieces)} more pieces like these: {parts.join(' and ')}
    </p>
  );
}
