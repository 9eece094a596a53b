import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, startTransition, useEffect } from 'react';
import { applyToLab } from './address/apply.ts';
import { createPageAddress, PageAddressContext } from './address/page-address.ts';
import { COST_PATH } from './address/paths.ts';
import { createPageRouter } from './address/router.tsx';
import { createControlApi } from './api.ts';
import { App } from './app.tsx';
import { createLabClient, heardAfter } from './lab-client.ts';
import { createTraceStore } from './ladder/trace-store.ts';
import { nextTask } from './next-task.ts';
import { createPageRoot } from './page-root.ts';
import { type Services, ServicesProvider } from './services.tsx';
import { theme } from './theme.ts';
import { watchPage } from './validity/watch-page.ts';

// The composition root of the page: the only place where its parts are made and put together.

const trace = createTraceStore();
const worker = new Worker(new URL('../lab/worker.ts', import.meta.url), { type: 'module' });

let tellDrawn = () => {};
const drawn = new Promise<void>((resolve) => {
  tellDrawn = resolve;
});
const lab = createLabClient(heardAfter(drawn, worker), trace.add);

// Before the router sees the address, for it leaves out what is wrong in it, and before the lanes run.
const address = createPageAddress();
if (location.pathname !== COST_PATH) address.open(location.search);
const wanted = address.wanted.state();
if (wanted) applyToLab(lab, wanted.state);

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
  trace,
  api,
  environment: {
    userAgent: navigator.userAgent,
    isolated: crossOriginIsolated,
    hardwareConcurrency: navigator.hardwareConcurrency,
    timeZoneOffsetMinutes: new Date().getTimezoneOffset(),
  },
  saved: undefined,
};

// In a task of its own, while the worker is on its way.
void nextTask().then(drawPage);

async function drawPage(): Promise<void> {
  const queryClient = new QueryClient({
    defaultOptions: {
      // `always`: the server is most often on this machine, which the browser can reach while it says "offline".
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

  const router = createPageRouter(App);

  // What index.html shows stays until all of the page can take its place, which is drawn in small steps.
  const page = createPageRoot();
  await router.load();
  startTransition(() =>
    page.render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <MantineProvider theme={theme} defaultColorScheme="auto">
            <ServicesProvider services={services}>
              <PageAddressContext value={address}>
                <RouterProvider router={router} />
              </PageAddressContext>
            </ServicesProvider>
            <WhenDrawn tell={tellDrawn} />
          </MantineProvider>
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
}

/** Tells when what stands beside it is on the page. */
function WhenDrawn({ tell }: { tell: () => void }) {
  useEffect(() => {
    void nextTask().then(tell);
  }, [tell]);
  return null;
}
