import { useState } from 'react';
import type { Snapshot } from '../../lab/messages.ts';
import { useServices } from '../services.tsx';
import { Field } from '../ui/field.tsx';

type Followable = Snapshot['followable'];

const NEWEST = 'newest';
const SHOWN_CHARACTERS = 24;

type Props = { readonly followed: number | undefined; readonly onFollow: (id: number | undefined) => void };

/** The newest event, or one of the latest. They are listed as they were when the list was opened, so that it stands still. */
export function EventSelect({ followed, onFollow }: Props) {
  const { lab } = useServices();
  const [listed, setListed] = useState<Followable>([]);
  const list = () => setListed(lab.state().snapshot?.followable ?? []);
  return (
    <Field label="Event" width="12rem" unit={<Chevron />}>
      {(attributes) => (
        <select
          {...attributes}
          value={followed ?? NEWEST}
          onPointerDown={list}
          onFocus={list}
          onChange={({ currentTarget: { value } }) => onFollow(value === NEWEST ? undefined : Number(value))}
        >
          <option value={NEWEST}>The newest</option>
          {followed !== undefined && !listed.some(({ id }) => id === followed) && (
            <option value={followed}>Event {followed}</option>
          )}
          {listed.map(({ id, type, text }) => (
            <option key={id} value={id}>
              {id} · {type} · {shortened(text)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function Chevron() {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true">
      <path d="M1.5 3.5L5 7l3.5-3.5" fill="none" stroke="currentColor" strokeWidth={1.5} />
    </svg>
  );
}
