import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The invitation's id and 256 random bits; only the hash is stored. */
export function newInvitationToken(id: string): { token: string; hash: string } {
  const token = `${id}.${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

export function isTokenOf(token: string, hashes: readonly (string | null)[]): boolean {
  const given = Buffer.from(hashOf(token));
  return hashes.some((hash) => hash !== null && timingSafeEqual(Buffer.from(hash), given));
}

/** Behind the hash sign, so that it reaches neither a server's log nor a Referer. */
export const invitationUrl = (publicUrl: string, token: string): string => `${publicUrl}/invitation#${token}`;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
