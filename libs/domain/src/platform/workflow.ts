import { DomainError } from './errors.js';
import type { Role } from '../account/roles.js';

export interface Move<S extends string> {
  readonly to: S;
  readonly by: readonly Role[];
}

/** A workflow is a table: status → action → where it leads and who may do it (`domain.md`, States). */
export interface Workflow<S extends string = string, A extends string = string> {
  readonly name: string;
  readonly initial: S;
  readonly moves: { readonly [status in S]: { readonly [action in A]?: Move<S> } };
}

export type StatusOf<W> = W extends Workflow<infer S, string> ? S : never;
export type ActionOf<W> = W extends Workflow<string, infer A> ? A : never;

export function defineWorkflow<S extends string, A extends string>(table: Workflow<S, A>): Workflow<S, A> {
  return table;
}

/**
 * The status that an action leads to.
 * @throws DomainError `workflow.move-not-allowed` where the table lacks the move, `workflow.role-not-allowed` where the role lacks it.
 */
export function next<S extends string, A extends string>(
  workflow: Workflow<S, A>,
  status: S,
  action: A,
  roles: readonly Role[],
): S {
  const move = workflow.moves[status][action];
  if (!move) throw new DomainError('workflow.move-not-allowed', { object: workflow.name, status, action });
  if (!move.by.some((role) => roles.includes(role))) {
    throw new DomainError('workflow.role-not-allowed', { object: workflow.name, action });
  }
  return move.to;
}

/** What somebody with these roles may do now: the menu of a screen, so that it shows no button the server refuses. */
export function actions<S extends string, A extends string>(
  workflow: Workflow<S, A>,
  status: S,
  roles: readonly Role[],
): A[] {
  const moves = Object.entries(workflow.moves[status]) as [A, Move<S>][];
  return moves.filter(([, move]) => move.by.some((role) => roles.includes(role))).map(([action]) => action);
}

export function statuses<S extends string>(workflow: Workflow<S, string>): S[] {
  return Object.keys(workflow.moves) as S[];
}
