import '../protocol/zod-without-eval.ts';
import { MantineProvider } from '@mantine/core';
import './mantine.css';
import './dashboard.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createControlApi } from './api.ts';
import { App } from './app.tsx';
import { createLabClient } from './lab-client.ts';
import { type Services, ServicesProvider } from './services.tsx';
import { theme } from './theme.ts';
import { watchPage } from './validity/watch-page.ts';

// The composition root of the page: the only place where its parts are made and put together.

const lab = createLabClient(new Worker(new URL('../lab/worker.ts', import.meta.url), { type: 'module' }));
const api = createControlApi(
  (path, init) => fetch(path, init),
  () => lab.state().snapshot?.run.client,
);

watchPage(
  {
    document,
    crossOriginIsolated,
    tabs: new BroadcastChannel('transport-lab'),
    addEventListener: (type, listener) => addEventListener(type, listener),
    setInterval: (run, everyMs) => setInterval(run, everyMs),
  },
  lab,
);

const services: Services = {
  lab,
  api,
  environment: {
    userAgent: navigator.userAgent,
    isolated: crossOriginIsolated,
    hardwareConcurrency: navigator.hardwareConcurrency,
    timeZoneOffsetMinutes: new Date().getTimezoneOffset(),
  },
  saved: undefined,
};

const queryClient = new QueryClient({
  defaultOptions: {
    // `always`: the server is most often on this machine, which the browser can reach while it says "offline".
    queries: { networkMode: 'always', retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <ServicesProvider services={services}>
          <App />
        </ServicesProvider>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
