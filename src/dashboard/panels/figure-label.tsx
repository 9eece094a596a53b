import { memo } from 'react';
import { type Figure, SOURCE_WORDS } from '../figure.ts';
import { Explained } from '../ui/explained.tsx';
import classes from './lanes-panel.module.css';

/** A figure's name; its explanation says what it means and where it comes from. */
export const FigureLabel = memo(function FigureLabel({ figure: { label, explanation, source } }: { figure: Figure }) {
  return (
    <Explained
      explanation={
        <>
          {explanation} <span className={classes.source}>{SOURCE_WORDS[source]}</span>
        </>
      }
    >
      {label}
    </Explained>
  );
});
