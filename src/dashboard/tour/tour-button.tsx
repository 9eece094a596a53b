import { UnstyledButton } from '@mantine/core';
import classes from './tour-button.module.css';
import { TOUR_BUTTON_ID, useTour } from './tour-context.ts';

export function TourButton() {
  const { start } = useTour();
  return (
    <UnstyledButton id={TOUR_BUTTON_ID} className={classes.button} onClick={start}>
      Take the tour
    </UnstyledButton>
  );
}
