import { RefusedError } from '../api.ts';
import form from './form.module.css';
import { asSentence } from './sentence.ts';

type Props = {
  readonly what: string;
  /** What to say when the server is not in the state for it: its own words are for those who call it by hand. */
  readonly conflict?: string;
  readonly error: Error | null;
};

/** Why the server did not do what was pressed, and what to change, beside what was pressed. */
export function Refusal({ what, conflict, error }: Props) {
  return (
    <p role="alert" className={form.refusal}>
      {error && refusalOf(what, conflict, error)}
    </p>
  );
}

function refusalOf(what: string, conflict: string | undefined, error: Error): string {
  const isConflict = error instanceof RefusedError && error.problem.status === 409;
  if (isConflict && conflict !== undefined) return `The server did not ${what}. ${conflict}`;
  const [who, why] = [error instanceof RefusedError ? 'did not' : 'was asked to', asSentence(error.message)];
  return `The server ${who} ${what}. ${why}`;
}
