import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { CopyLink } from '../address/copy-link.tsx';
import { PresentButton } from '../present/present-button.tsx';
import { NotPresented } from '../present/presenting.tsx';
import { TourButton } from '../tour/tour-button.tsx';
import { ClockLine } from './clock-line.tsx';
import classes from './page-header.module.css';
import { RunButtons } from './run-buttons.tsx';
import { RunFiles } from './run-files.tsx';
import { ValidityLine } from './validity-line.tsx';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
] as const;

export function PageHeader() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <h1>Transport Lab</h1>
        <p>One stream, four transports, measured.</p>
        <NotPresented>
          <TourButton />
        </NotPresented>
      </div>
      <NotPresented>
        <div className={classes.tools}>
          <ClockLine />
          <ValidityLine />
          <SegmentedControl
            className={classes.onScreen ?? ''}
            size="xs"
            aria-label="Colours"
            data={[...SCHEMES]}
            value={colorScheme}
            onChange={setColorScheme}
          />
          <CopyLink className={classes.onScreen} />
          <PresentButton className={classes.onScreen} />
          <RunFiles />
          <RunButtons />
        </div>
      </NotPresented>
    </header>
  );
}
