import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { usePublish } from '../queries.ts';
import { Field } from '../ui/field.tsx';
import classes from './controls-panel.module.css';

/** Puts one message onto the stream, to be seen arriving in each lane. */
export function PublishByHand() {
  const [text, setText] = useState('');
  const { mutate, isPending, data: id, error } = usePublish();

  function publish(event: FormEvent): void {
    event.preventDefault();
    if (text === '' || isPending) return;
    // What was typed while the server answered stays.
    mutate(text, { onSuccess: () => setText((current) => (current === text ? '' : current)) });
  }

  return (
    <form className={classes.byHand} onSubmit={publish}>
      <fieldset className={classes.group}>
        <legend>By hand</legend>
        <Field className={classes.text} label="Message" error={error && `Not published: ${error.message}`}>
          {(attributes) => (
            <input
              {...attributes}
              maxLength={200}
              autoComplete="off"
              placeholder="Arrives in every lane"
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
        </Field>
        <Button className={classes.besideField ?? ''} type="submit" variant="default" size="xs">
          Publish
        </Button>
      </fieldset>
      <p className={classes.told} role="status">
        {id !== undefined && !error && `Published as event ${id}`}
      </p>
    </form>
  );
}
