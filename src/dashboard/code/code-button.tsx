import { UnstyledButton } from '@mantine/core';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { useChangeView } from '../address/view.ts';
import classes from './code-button.module.css';

/** Shows the files that a lane is made of. */
export function CodeButton({ lane }: { lane: LaneName }) {
  const changeView = useChangeView();
  const name = `Code of ${LANE_LABELS[lane]}`;
  return (
    <UnstyledButton
      className={classes.button}
      aria-label={name}
      title={name}
      aria-haspopup="dialog"
      onClick={() => changeView({ code: lane })}
    >
      <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
        <path d="M5.5 3.5L1 8l4.5 4.5M10.5 3.5L15 8l-4.5 4.5" />
      </svg>
    </UnstyledButton>
  );
}
