import type { ByteKind } from '../../protocol/ledger.ts';
import classes from './kind-swatch.module.css';

/** What a kind of bytes looks like in the bars, to stand beside its name. */
export function KindSwatch({ kind }: { kind: ByteKind }) {
  return <span className={`${classes.kind} ${classes.swatch}`} data-kind={kind} />;
}

/** The class of what has a kind's colour and pattern, with `data-kind` beside it. */
export const KIND_CLASS = classes.kind;
