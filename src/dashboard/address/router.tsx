import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AddressSearch } from './params.ts';
import { paramsOf } from './read-address.ts';
import { cleanAddress, searchText } from './write-address.ts';

/** The pages: so far one, the lab. */
export function createPageRouter(Lab: () => ReactNode) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: ToTheLab });
  const lab = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: Lab,
    validateSearch: (search: Record<string, unknown>) => cleanAddress(searchText(search as AddressSearch)),
  });
  return createRouter({
    routeTree: root.addChildren([lab]),
    // Flat text, where the router's own way is JSON.
    parseSearch: paramsOf,
    stringifySearch: (search) => searchText(search as AddressSearch),
    // Back and forward change the experiment under the reader's eyes: the page stays where it was scrolled to.
    scrollRestoration: () => false,
  });
}

/** The server has no other pages, but more than one name for this one: /index.html. */
function ToTheLab() {
  return <Navigate to="/" replace />;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}
