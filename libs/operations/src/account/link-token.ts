import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a link proves: the id of its record and 256 random bits; only the hash is stored. */
export function newLinkToken(id: string): { token: string; hash: string } {
  const token = `${id}.${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

/** The record that a token is for, or null where it can't be one of ours. */
export function idOfToken(token: string): string | null {
  const [id = ''] = token.split('.');
  return UUID.test(id) ? id : null;
}

export function isTokenOf(token: string, hashes: readonly (string | null)[]): boolean {
  const given = Buffer.from(hashOf(token));
  return hashes.some((hash) => hash !== null && timingSafeEqual(Buffer.from(hash), given));
}

/** Behind the hash sign, so that a token reaches neither a server's log nor a Referer. */
export const invitationUrl = (publicUrl: string, token: string): string => `${publicUrl}/invitation#${token}`;
export const photoUrl = (publicUrl: string, token: string): string => `${publicUrl}/photo#${token}`;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
