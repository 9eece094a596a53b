import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useIsSaved, useLab, useServices } from '../services.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { EventSelect } from './event-select.tsx';
import classes from './follow-panel.module.css';
import { PublishAndFollow } from './publish-and-follow.tsx';
import { StepButton } from './step-button.tsx';

const ID_RULE = { min: 1, max: 999_999_999_999, whole: true };

/** Which event is followed: the newest, one of the latest, any by its number, its neighbours, or one made for it. */
export function EventPicker({ id }: { id: number | undefined }) {
  const { lab } = useServices();
  const isSaved = useIsSaved();
  const followed = useLab((state) => state.followed);
  const newest = useLab((state) => state.snapshot?.followable[0]?.id);

  const previous = id !== undefined && id > 1 ? id - 1 : undefined;
  const next = id !== undefined && newest !== undefined && id < newest ? id + 1 : undefined;

  function follow(neighbour: number | undefined): void {
    if (neighbour !== undefined) lab.follow(neighbour);
  }

  function stepByKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') follow(previous);
    else if (event.key === 'ArrowRight') follow(next);
    else return;
    event.preventDefault();
  }

  return (
    <fieldset className={classes.picker} disabled={isSaved} aria-label="Which event">
      <EventSelect followed={followed} onFollow={(chosen) => lab.follow(chosen)} />
      <NumberField label="Number" width="6.5rem" rule={ID_RULE} value={id} onCommit={(typed) => lab.follow(typed)} />
      <Button.Group className={classes.besideField ?? ''}>
        <StepButton label="‹ Previous" to={previous} onStep={follow} onKeyDown={stepByKey} />
        <StepButton label="Next ›" to={next} onStep={follow} onKeyDown={stepByKey} />
        <Button
          variant="default"
          size="xs"
          aria-pressed={followed !== undefined}
          className={classes.pin ?? ''}
          onClick={() => lab.follow(followed === undefined ? id : undefined)}
        >
          Pin
        </Button>
      </Button.Group>
      <PublishAndFollow />
    </fieldset>
  );
}
