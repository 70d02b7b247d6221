import type { RouteLocationNormalizedLoaded, RouteRecordNormalized } from 'vue-router';
import type { useSession } from './session';

type Session = ReturnType<typeof useSession>;

/** Whether the account may see this page; WorkspaceLayout shows NoPermission in its place otherwise. */
export function mayEnter(to: RouteLocationNormalizedLoaded, session: Session): boolean {
  const letter = to.meta.workspace;
  if (letter && !session.workspaces.includes(letter)) return false;
  return to.matched.every((record) => mayOpen(record, session));
}

export function mayOpen(record: RouteRecordNormalized, session: Session): boolean {
  if (record.meta.whole && session.isOfBranch) return false;
  return !record.meta.roles || session.hasRole(...record.meta.roles);
}
