import { type ReactNode, useId } from 'react';
import type { Transport } from '../../protocol/transports.ts';
import charts from '../charts/charts.module.css';
import { SKIPPED } from '../picture/light-copy.ts';
import { SavePicture } from '../picture/save-picture.tsx';
import classes from './cost.module.css';
import { useSwarms } from './cost-queries.ts';
import { clientsWords } from './swarm-words.ts';

type Props = {
  readonly title: string;
  /** What is drawn, and in which unit. */
  readonly note: string;
  /** What the lines say, for those who do not see them. */
  readonly summary: string | undefined;
  /** Whose lines a picture of it is to explain. */
  readonly lanes: readonly Transport[];
  readonly empty: string;
  /** Which swarm's clients it shows. */
  readonly of: 'latest' | 'hold' | 'curve';
  readonly children: ReactNode;
};

/** A chart's heading, its summary and its place: of the same height with and without lines. */
export function CostFrame({ title, note, summary, lanes, empty, of, children }: Props) {
  const id = useId();
  const swarm = useSwarms()?.[of] ?? null;
  return (
    <figure className={classes.chart} data-picture aria-labelledby={id}>
      <div className={charts.chartHead} {...SKIPPED}>
        <h3 id={id}>{title}</h3>
        <p className={charts.note}>{note}</p>
        <SavePicture title={title} note={note} lanes={lanes} clients={clientsWords(swarm)} />
      </div>
      <div className={classes.plot} role="img" aria-label={`${title}, ${note}. ${summary ?? empty}.`}>
        {summary === undefined ? <p className={charts.empty}>{empty}</p> : children}
      </div>
    </figure>
  );
}
