import { Button, Popover, UnstyledButton } from '@mantine/core';
import { type RefObject, useRef, useState } from 'react';
import type { LaneName } from '../../protocol/lanes.ts';
import { useExperiment } from '../queries.ts';
import { useLab, useServices } from '../services.tsx';
import { captionOf } from './caption.ts';
import { SKIPPED } from './light-copy.ts';
import classes from './picture.module.css';
import { type PictureFormat, pictureFileName } from './picture-file-name.ts';
import { pngOf } from './png.ts';
import { saveFile, textFile } from './save-file.ts';
import { takePicture } from './take-picture.ts';

type Props = {
  readonly title: string;
  /** What is drawn, and in which unit. */
  readonly note?: string;
  /** Those whose lines the picture is to explain; none when the figure names them itself. */
  readonly lanes?: readonly LaneName[];
  /** What was measured, where it is not this page's lanes. */
  readonly clients?: string;
};

/** Saves the figure that it stands in, the nearest element with `data-picture`, as a picture that stands alone. */
export function SavePicture(props: Props) {
  const [opened, setOpened] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  return (
    <span ref={place} className={classes.save} {...SKIPPED}>
      <Popover
        opened={opened}
        onChange={setOpened}
        returnFocus
        withinPortal={false}
        position="bottom-end"
        offset={4}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <UnstyledButton
            className={classes.opener ?? ''}
            aria-label={`Save ${props.title} as a picture`}
            title="Save as a picture"
            onClick={() => setOpened(!opened)}
          >
            <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 2v8.5M4.5 7L8 10.5L11.5 7M2.5 11v2.5h11V11" />
            </svg>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices ?? ''}>
          <Choices {...props} place={place} />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

/** A part of its own, so that the settings are followed only while it is open. */
function Choices({ title, note = '', lanes = [], clients, place }: Props & { place: RefObject<HTMLElement | null> }) {
  const { saved } = useServices();
  const experiment = useExperiment();
  const run = useLab((state) => state.snapshot?.run.client);
  const settings = useLab((state) => state.settings);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function save(format: PictureFormat): Promise<void> {
    const figure = place.current?.closest('[data-picture]');
    if (!figure || isSaving) return;
    setSaving(true);
    try {
      const at = saved ? new Date(saved.savedAt) : new Date();
      const caption = captionOf({ run, at, isSaved: saved !== undefined, experiment, lanes: settings, clients });
      const picture = takePicture(figure, { title, note, lanes, caption });
      const content = format === 'png' ? await pngOf(picture) : textFile('image/svg+xml', picture.svg);
      saveFile(pictureFileName(title, at, format), content);
      setFailure(undefined);
    } catch (error) {
      setFailure(`Not saved: ${error instanceof Error ? error.message : String(error)}.`);
    } finally {
      setSaving(false);
    }
  }

  return (
    <>
      <span>Save as</span>
      <Button variant="default" size="xs" data-autofocus onClick={() => void save('png')}>
        PNG
      </Button>
      <Button variant="default" size="xs" onClick={() => void save('svg')}>
        SVG
      </Button>
      <span role="status" className={classes.failure}>
        {failure}
      </span>
    </>
  );
}
