import { type CSSProperties, useEffect, useRef } from 'react';
import type { LaneSnapshot } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { TRANSPORT_LABELS } from '../../protocol/transports.ts';
import { LANE_COLORS } from '../ui/lane-style.ts';
import { atWork, lineOf, RECEIVES } from './at-work.ts';
import classes from './code-dialog.module.css';
import { SourceFigure } from './source-figure.tsx';
import { AUTOMATIC_FILE, CLIENT_FILES, SERVER_FILES } from './sources.ts';
import { useSteady } from './use-steady.ts';

/** Snapshots come twice a second, and more often when somebody switches lanes; a mark that moved as often would flicker. */
const MARK_MS = 500;

/** The client's and the server's files of a lane, side by side where there is room. */
export function LaneFiles({ lane, snapshot }: { lane: LaneName; snapshot: LaneSnapshot | undefined }) {
  const transport = lane === 'automatic' ? snapshot?.negotiated?.transport : lane;
  const status = useSteady(snapshot?.status, MARK_MS);
  const received = useSteady(snapshot?.delivery.received ?? 0, MARK_MS);
  const files = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const line of files.current?.querySelectorAll<HTMLElement>('[data-at-work]') ?? []) bringIntoView(line);
  }, []);

  const work = atWork(lane, transport ?? 'websocket', status && { status });
  const client = transport && CLIENT_FILES[transport];
  const server = transport && SERVER_FILES[transport];
  return (
    <div className={classes.files} ref={files} style={{ '--code-flash': LANE_COLORS[lane] } as CSSProperties}>
      <div className={classes.side}>
        {lane === 'automatic' && (
          <SourceFigure side="Client" file={AUTOMATIC_FILE} {...markOf(AUTOMATIC_FILE.text, work.automatic)} />
        )}
        {client && (
          <SourceFigure
            side="Client"
            file={client}
            {...markOf(client.text, work.client)}
            receives={lineOf(client.text, RECEIVES[transport])}
            received={received}
          />
        )}
      </div>
      <div className={classes.side}>
        {server ? (
          <SourceFigure side="Server" file={server} {...markOf(server.text, work.server)} />
        ) : (
          <p className={classes.none}>
            The server’s file is shown once the lane is on a transport; it tries {TRANSPORT_LABELS.websocket} first.
          </p>
        )}
      </div>
    </div>
  );
}

function markOf(text: string, { words, snippet }: { readonly words: string; readonly snippet?: string }) {
  return { words, line: lineOf(text, snippet) };
}

/** Only what the file itself scrolls by: where the whole dialog scrolls, it stays at its head. */
function bringIntoView(line: HTMLElement): void {
  const scroller = line.closest('section');
  if (scroller) scroller.scrollTop = line.offsetTop - scroller.clientHeight / 3;
}
