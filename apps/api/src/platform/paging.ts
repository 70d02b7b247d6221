import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { DomainError } from '@quanheng/domain';
import { Integer, Text } from './fields.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** The paging parameters of every list; a list's query class extends this one with its filters. */
export class PageQuery {
  @Integer({
    min: 1,
    max: 1_000_000,
    optional: true,
    description: `Rows a page; default ${DEFAULT_LIMIT}, larger than ${MAX_LIMIT} is cut`,
  })
  limit?: number;

  @Text({ max: 1000, optional: true, description: 'Opaque; the `next` of the page before' })
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}

/** The values of the sort keys of the last row. */
export type Position = readonly (string | number | null)[];

/**
 * Keyset pages. A cursor is signed and bound to the tenant and to the filters: it can't be used on another query.
 * Read `limit + 1` rows after `position` and let `toPage` cut.
 */
export class Keyset {
  readonly limit: number;
  readonly position: Position | null;
  private readonly binding: string;

  constructor(
    private readonly secret: string,
    query: PageQuery,
    tenant: string,
  ) {
    const { limit, cursor, ...filters } = query;
    this.limit = Math.min(limit ?? DEFAULT_LIMIT, MAX_LIMIT);
    this.binding = JSON.stringify([
      tenant,
      Object.entries(filters)
        .filter(([, value]) => value !== undefined)
        .sort(),
    ]);
    this.position = cursor ? this.open(cursor) : null;
  }

  toPage<R, T>(rows: R[], positionOf: (row: R) => Position, toItem: (row: R) => T): Page<T> {
    const page = rows.slice(0, this.limit);
    const last = page.at(-1);
    return {
      items: page.map(toItem),
      next: rows.length > this.limit && last ? this.seal(positionOf(last)) : null,
    };
  }

  private seal(position: Position): string {
    const body = Buffer.from(JSON.stringify(position)).toString('base64url');
    return `${body}.${this.sign(body)}`;
  }

  private open(cursor: string): Position {
    const [body = '', signature = ''] = cursor.split('.');
    const expected = Buffer.from(this.sign(body));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new DomainError('request.bad-cursor');
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as Position;
  }

  private sign(body: string): string {
    return createHmac('sha256', keyOf(this.secret)).update(`${this.binding} ${body}`).digest('base64url');
  }
}

const keys = new Map<string, KeyObject>();

/** Made once: a key made of a text costs more than what is signed with it. */
function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const key = createSecretKey(Buffer.from(secret));
  keys.set(secret, key);
  return key;
}
