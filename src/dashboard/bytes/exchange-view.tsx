import { Button } from '@mantine/core';
import type { Exchange } from '../../protocol/exchange.ts';
import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import { formatExactly } from '../format.ts';
import { DirectionSign } from './direction-sign.tsx';
import { ExchangePiece, PiecesLeftOut } from './exchange-piece.tsx';
import { type ExchangePart, exchangeParts, shorten } from './exchange-text.ts';
import classes from './exchange-view.module.css';
import { useExchange } from './use-exchange.ts';

/** A lane's latest exchange, byte for byte. */
export function ExchangeView({ transport }: { transport: Transport }) {
  const { data: exchange, dataUpdatedAt, error, isFetching, refetch } = useExchange(transport);
  return (
    <div className={classes.exchange}>
      <div className={classes.head}>
        <p role="status">{error ? `It could not be read: ${error.message}.` : stateWords(exchange, dataUpdatedAt)}</p>
        <Button
          variant="default"
          size="xs"
          aria-label={`Show the latest exchange of ${TRANSPORT_LABELS[transport]}`}
          disabled={isFetching}
          onClick={() => void refetch()}
        >
          Show the latest
        </Button>
      </div>
      {exchange && exchangeParts(transport, exchange).map((part) => <Part key={part.title} part={part} />)}
    </div>
  );
}

function Part({ part: { title, direction, pieces, whenEmpty } }: { part: ExchangePart }) {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  return (
    <div className={classes.part}>
      <h4>
        {title}{' '}
        <span className={classes.size}>
          <DirectionSign direction={direction} /> {formatExactly(bytes)} B
        </span>
      </h4>
      {pieces.length === 0 && <p className={classes.empty}>{whenEmpty}</p>}
      <ol className={classes.pieces}>
        {shorten(pieces).map((shown, place) => (
          // Pieces have nothing of their own to be known by, and are only ever replaced together.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={place}>{shown.shown ? <ExchangePiece piece={shown.piece} /> : <PiecesLeftOut {...shown} />}</li>
        ))}
      </ol>
    </div>
  );
}

function stateWords(exchange: Exchange | null | undefined, readAt: number): string {
  if (exchange === undefined) return 'Asking the server…';
  if (exchange === null) return 'Nothing was exchanged yet.';
  return `As it went over the wire, asked for at ${new Date(readAt).toLocaleTimeString('en-GB')}.`;
}
