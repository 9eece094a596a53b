import { CopyLink } from '../address/copy-link.tsx';
import { PresentButton } from '../present/present-button.tsx';
import { NotPresented } from '../present/presenting.tsx';
import { TourButton } from '../tour/tour-button.tsx';
import { ClockLine } from './clock-line.tsx';
import { ColorScheme } from './color-scheme.tsx';
import { HeaderFrame } from './header-frame.tsx';
import classes from './page-header.module.css';
import { RunButtons } from './run-buttons.tsx';
import { RunFiles } from './run-files.tsx';
import { ValidityLine } from './validity-line.tsx';

/** The lab's. */
export function PageHeader() {
  return (
    <HeaderFrame
      beside={
        <NotPresented>
          <TourButton />
        </NotPresented>
      }
    >
      <ClockLine />
      <ValidityLine />
      <ColorScheme />
      <CopyLink className={classes.onScreen} />
      <PresentButton className={classes.onScreen} />
      <RunFiles />
      <RunButtons />
    </HeaderFrame>
  );
}
