import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { onDemand } from '../ui/on-demand.tsx';
import type { AddressSearch } from './params.ts';
import { COST_PATH, LAB_PATH } from './paths.ts';
import { paramsOf } from './read-address.ts';
import { cleanAddress, searchText } from './write-address.ts';

/** The pages: the lab, and what it costs the server, whose code comes when it is asked for. */
export function createPageRouter(Lab: () => ReactNode) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: ToTheLab });
  const lab = createRoute({
    getParentRoute: () => root,
    path: LAB_PATH,
    component: Lab,
    validateSearch: (search: Record<string, unknown>) => cleanAddress(searchText(search as AddressSearch)),
  });
  const cost = createRoute({ getParentRoute: () => root, path: COST_PATH, component: CostPage });
  return createRouter({
    routeTree: root.addChildren([lab, cost]),
    // Flat text, where the router's own way is JSON.
    parseSearch: paramsOf,
    stringifySearch: (search) => searchText(search as AddressSearch),
    // Back and forward change the experiment under the reader's eyes: the page stays where it was scrolled to.
    scrollRestoration: () => false,
  });
}

const LazyCostPage = onDemand(async () => (await import('../cost/cost-page.tsx')).CostPage);

function CostPage() {
  return <LazyCostPage />;
}

/** The server has no other pages, but more than one name for the lab: /index.html. */
function ToTheLab() {
  return <Navigate to={LAB_PATH} replace />;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}
