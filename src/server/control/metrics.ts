import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { TransportAccount } from '../../protocol/ledger.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import type { Counters } from '../counters.ts';
import type { DeliveryDelays } from '../delivery-delays.ts';
import type { App } from '../transports/server-transport.ts';
import type { LedgerBook } from '../wire/ledger.ts';
import type { Meter } from '../wire/meter.ts';
import { delaysText } from './delays-text.ts';

type NumericFigure = Exclude<keyof TransportAccount, 'upBy' | 'downBy'>;

type Services = {
  readonly ledger: LedgerBook;
  readonly meter: Meter;
  readonly counters: Counters;
  readonly delays: DeliveryDelays;
};

/** Prometheus text: read from the same accounts as the dashboard, when it is asked for. */
export function registerMetrics(app: App, services: Services): void {
  const registry = createRegistry(services);
  const schema = { summary: 'Metrics in the Prometheus text format', tags: ['observation'] };
  app.get('/metrics', { schema }, async (_request, reply) => {
    services.meter.settleAll();
    return reply.type(registry.contentType).send((await registry.metrics()) + delaysText(services.delays.read()));
  });
}

function createRegistry({ ledger, meter, counters }: Services): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const byTransport = (name: string, help: string, figure: NumericFigure) =>
    new Counter({
      name,
      help,
      labelNames: ['transport'],
      registers: [registry],
      collect() {
        this.reset();
        const { transports } = ledger.read(undefined);
        for (const transport of TRANSPORTS) this.inc({ transport }, transports[transport][figure]);
      },
    });
  byTransport('transport_lab_requests_total', 'HTTP requests and upgrade handshakes', 'requests');
  byTransport('transport_lab_empty_responses_total', 'Answers that carried no event', 'emptyResponses');
  byTransport('transport_lab_connections_used_total', 'TCP connections that carried the requests', 'connections');
  byTransport('transport_lab_received_bytes_total', 'TCP payload bytes from clients', 'bytesUp');
  byTransport('transport_lab_sent_bytes_total', 'TCP payload bytes to clients', 'bytesDown');
  byTransport('transport_lab_events_delivered_total', 'Events written to clients', 'events');
  byTransport('transport_lab_payload_bytes_total', "UTF-8 size of the delivered events' JSON", 'payloadBytes');

  const single = (kind: typeof Counter | typeof Gauge, name: string, help: string, read: () => number) =>
    new kind({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  single(Counter, 'transport_lab_events_published_total', 'Events published on all channels', () => counters.published);
  single(
    Counter,
    'transport_lab_slow_readers_cut_total',
    'Streams cut off because their reader took too little',
    () => counters.slowReadersCut,
  );
  single(Counter, 'transport_lab_gaps_told_total', 'Gaps told to clients', () => counters.gapsTold);
  single(Gauge, 'transport_lab_connections', 'TCP connections open', meter.connections);
  new Gauge({
    name: 'transport_lab_open_connections',
    help: 'TCP connections open that carry the transport, or carried it last',
    labelNames: ['transport'],
    registers: [registry],
    collect() {
      const open = meter.open();
      for (const transport of TRANSPORTS) this.set({ transport }, open[transport]);
    },
  });
  return registry;
}
