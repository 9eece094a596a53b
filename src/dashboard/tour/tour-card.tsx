import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import classes from './tour-card.module.css';
import { TOUR_BUTTON_ID, useTour } from './tour-context.ts';
import { TOUR_STEPS } from './tour-steps.ts';
import { useRing } from './use-ring.ts';

/** A card that stands beside the page, not before it: whoever wants to go on works on, and skips it at any time. */
export function TourCard() {
  const { state, end } = useTour();
  const [index, setIndex] = useState(0);
  const card = useRef<HTMLDivElement>(null);
  const step = TOUR_STEPS[index];
  const isLast = index === TOUR_STEPS.length - 1;
  useRing(step?.target, classes.ring, state === 'asked' || index > 0);

  // Whoever asked for it is taken there; on a first visit the focus stays where it is.
  useEffect(() => {
    if (state === 'asked') card.current?.focus({ preventScroll: true });
  }, [state]);

  function back(): void {
    setIndex(index - 1);
    // The first step has no such button, and the focus would be lost with it.
    if (index === 1) card.current?.focus({ preventScroll: true });
  }

  function leave(): void {
    const hadFocus = card.current?.contains(document.activeElement);
    end();
    if (hadFocus) document.getElementById(TOUR_BUTTON_ID)?.focus({ preventScroll: true });
  }

  if (!step) return null;
  return (
    <div
      ref={card}
      className={classes.card}
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-text"
      tabIndex={-1}
      onKeyDown={({ key }) => key === 'Escape' && leave()}
    >
      <div aria-live="polite">
        <p className={classes.count}>
          The tour, {index + 1} of {TOUR_STEPS.length}
        </p>
        <h2 id="tour-title" className={classes.title}>
          {step.title}
        </h2>
        <p id="tour-text">{step.text}</p>
      </div>
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" size="xs" className={classes.skip ?? ''} onClick={leave}>
          {isLast ? 'Close' : 'Skip the tour'}
        </Button>
        {index > 0 && (
          <Button variant="default" size="xs" onClick={back}>
            Back
          </Button>
        )}
        <Button variant="default" size="xs" onClick={() => (isLast ? leave() : setIndex(index + 1))}>
          {isLast ? 'Done' : 'Next'}
        </Button>
      </div>
    </div>
  );
}
