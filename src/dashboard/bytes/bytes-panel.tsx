import { useMemo } from 'react';
import { BYTE_KINDS } from '../../protocol/ledger.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { axisWords } from '../charts/axis-words.ts';
import { useChartSample } from '../charts/use-chart-sample.ts';
import { formatBytes } from '../format.ts';
import { SavePicture } from '../picture/save-picture.tsx';
import { Explained } from '../ui/explained.tsx';
import { BYTE_KIND_WORDS } from './byte-kind-words.ts';
import classes from './bytes-panel.module.css';
import { BytesRow } from './bytes-row.tsx';
import { BytesTable } from './bytes-table.tsx';
import { KindSwatch } from './kind-swatch.tsx';
import { bytesScale, lanesBytes } from './lanes-bytes.ts';
import { SEGMENT_DATA_BYTES, SEGMENT_HEADER_BYTES } from './tcp-estimate.ts';

/** What a delivered event costs on each lane, by what the bytes are for; behind each bar, the real exchange. */
export function BytesPanel() {
  const sample = useChartSample();
  const lanes = useMemo(
    () => lanesBytes(sample?.history.at(-1)?.transports, (transport) => sample?.snapshot.lanes[transport].on ?? false),
    [sample],
  );
  const scale = bytesScale(lanes);
  return (
    <>
      <div data-picture>
        <div className={classes.head}>
          <ul className={classes.legend} aria-label="Kinds of bytes">
            {BYTE_KINDS.map((kind) => (
              <li key={kind}>
                <KindSwatch kind={kind} />
                <Explained explanation={BYTE_KIND_WORDS[kind].meaning}>{BYTE_KIND_WORDS[kind].label}</Explained>
              </li>
            ))}
            <li>
              <span className={classes.estimateSwatch} />
              <Explained explanation={<EstimateWords />}>TCP/IP headers (estimate)</Explained>
            </li>
          </ul>
          <SavePicture title="Where the bytes go" />
          <p className={classes.note}>
            Bytes on the wire for each delivered event since the reset, measured on the server’s sockets. The upper step
            of a bar is what the browser sent, the lower what the server did. Open a lane to read its latest exchange.
          </p>
        </div>
        <div className={classes.rows}>
          <div className={classes.axis} aria-hidden="true">
            {scale.ticks.map((tick) => (
              <span key={tick} style={{ left: `${(100 * tick) / scale.domain[1]}%` }}>
                {axisWords(formatBytes(tick))}
              </span>
            ))}
          </div>
          {TRANSPORTS.map((transport) => (
            <BytesRow key={transport} transport={transport} lane={lanes[transport]} longest={scale.domain[1]} />
          ))}
        </div>
      </div>
      <div className={classes.tables}>
        {TRANSPORTS.map((transport) => (
          <BytesTable key={transport} transport={transport} lane={lanes[transport]} />
        ))}
      </div>
    </>
  );
}

function EstimateWords() {
  return (
    <>
      Estimated, for a socket does not show them, and no part of the sums: {SEGMENT_HEADER_BYTES} bytes a segment (IPv4
      20, TCP 20, its timestamps 12). Each request, answer and frame is taken for a message of the mean size of its
      sort, with a data segment for each started {SEGMENT_DATA_BYTES.toLocaleString('en')} bytes and one
      acknowledgement; a connection takes three segments to open.
    </>
  );
}
