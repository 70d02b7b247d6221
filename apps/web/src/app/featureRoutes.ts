import type { Role } from '@quanheng/domain';
import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Workspace } from './workspaces';

/** What a feature brings: pages of each workspace (paths relative to `/e`, `/s`, `/a`) and public ones. */
export interface FeatureRoutes {
  public?: RouteRecordRaw[];
  e?: RouteRecordRaw[];
  s?: RouteRecordRaw[];
  a?: RouteRecordRaw[];
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's title, in the browser tab and in the menu. */
    title?: string;
    /** An entry of the workspace's left menu. `badge` names a figure of useTodoCounts: what waits for *me*. */
    menu?: { icon: Component; order: number; badge?: string };
    /** Of a page without an entry of its own: the entry it belongs to, as the path of that one. */
    under?: string;
    /** Who may see it; without it everybody of the workspace. The server decides, this only spares a wasted click. */
    roles?: readonly Role[];
    /** Of the whole enterprise: not for who is bound to a branch. */
    whole?: boolean;
    workspace?: Workspace;
    /** Needs a signed-in account although it belongs to no workspace (e.g. following a registration). */
    signedIn?: boolean;
    /** A public page without header and menu. */
    bare?: boolean;
    /** The log-in page only: its words are in the first download. */
    startMessagesOnly?: boolean;
  }
}
