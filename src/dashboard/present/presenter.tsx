import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useChangeView } from '../address/view.ts';
import { FullScreenButton } from './full-screen-button.tsx';
import { PRESENT_BUTTON_ID } from './present-button.tsx';
import classes from './presenter.module.css';
import { useActions } from './use-actions.ts';
import { usePresenterKeys } from './use-presenter-keys.ts';

const SAID_MS = 5_000;

/** Large type, the keys, and the strip that names them. */
export function Presenter() {
  const changeView = useChangeView();
  const [said, setSaid] = useState<{ readonly words: string }>();
  const [helps, setHelps] = useState(false);
  const strip = useRef<HTMLElement>(null);
  usePresenterKeys(
    useActions(
      (words) => setSaid({ words }),
      () => setHelps((shown) => !shown),
    ),
  );

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  useLayoutEffect(() => {
    document.documentElement.dataset.presenting = '';
    return () => {
      delete document.documentElement.dataset.presenting;
    };
  }, []);

  // The button that was pressed is gone, and so is this strip's when the mode ends.
  useEffect(() => {
    focusIfLost(strip.current);
    return () => focusIfLost(document.getElementById(PRESENT_BUTTON_ID));
  }, []);

  return (
    <section className={classes.strip} aria-label="Presenter mode" ref={strip} tabIndex={-1}>
      <p role="status" className={classes.said}>
        {said && <span>{said.words}</span>}
      </p>
      {helps && <Help />}
      <p className={classes.keys}>
        <span>
          <kbd>1</kbd>–<kbd>5</kbd> lanes
        </span>
        <span>
          <kbd>R</kbd> reset
        </span>
        <span>
          <kbd>P</kbd> pause
        </span>
        <span>
          <kbd>F</kbd> fault
        </span>
      </p>
      <button type="button" aria-expanded={helps} onClick={() => setHelps((shown) => !shown)}>
        <kbd>?</kbd> keys
      </button>
      <FullScreenButton />
      <button type="button" onClick={() => changeView({ presenting: false })}>
        <kbd>Esc</kbd> end
      </button>
    </section>
  );
}

function Help() {
  return (
    <dl className={classes.help}>
      {KEYS.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}

const KEYS = [
  ['1 to 5', 'switch a lane on or off, in their order'],
  ['R', 'reset: a new run, every figure from zero'],
  ['P or Space', 'pause the stream, or go on'],
  ['F', 'fault: cut every connection'],
  ['Shift F', 'fault: an outage of 5 seconds'],
  ['?', 'show these keys, or hide them'],
  ['Esc', 'end presenter mode'],
] as const;

function focusIfLost(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}
