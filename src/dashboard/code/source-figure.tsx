import { type CSSProperties, memo, useId, useMemo } from 'react';
import { highlight, type Token } from './highlight.ts';
import classes from './source-figure.module.css';
import type { SourceFile } from './sources.ts';

type Props = {
  readonly side: 'Client' | 'Server';
  readonly file: SourceFile;
  /** What the file does at the moment. */
  readonly words: string;
  /** The line at work, from 1; undefined when none is, or it is not known. */
  readonly line: number | undefined;
  /** The line that events come by. */
  readonly receives?: number | undefined;
  /** How many have come: the line is lit when there is one more. */
  readonly received?: number;
};

/** A file with its lines numbered, and the one at work marked. */
export const SourceFigure = memo(function SourceFigure({ side, file, words, line, receives, received }: Props) {
  const id = useId();
  const lines = useMemo(() => highlight(file.text), [file]);
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <figcaption className={classes.caption}>
        <span id={id} className={classes.path}>
          {side}: <code>{file.path}</code>
        </span>
        <span className={classes.words}>
          <strong>{line === undefined ? 'Not at work' : `At work, line ${line}`}:</strong> {words}
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={classes.scroller} tabIndex={0} aria-labelledby={id}>
        <pre className={classes.text}>
          <code>
            {lines.map((tokens, index) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number.
                key={index}
                tokens={tokens}
                atWork={line === index + 1 ? words : undefined}
                flash={receives === index + 1 ? received : undefined}
              />
            ))}
          </code>
        </pre>
      </section>
    </figure>
  );
});

type LineProps = {
  readonly tokens: readonly Token[];
  readonly atWork: string | undefined;
  readonly flash: number | undefined;
};

const Line = memo(function Line({ tokens, atWork, flash }: LineProps) {
  const indent = /^ */.exec(tokens[0]?.text ?? '')?.[0].length ?? 0;
  return (
    <span className={classes.line} data-at-work={atWork && ''} style={{ '--indent': indent } as CSSProperties}>
      {/* Anew with each event, so that it is lit once more. */}
      {flash ? <span key={flash} className={classes.flash} data-received={flash} /> : null}
      {tokens.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a token is known by its place.
        <span key={index} data-kind={kind}>
          {text}
        </span>
      ))}
      {'\n'}
      {atWork && <span className={classes.mark}>at work: {atWork}</span>}
    </span>
  );
});
