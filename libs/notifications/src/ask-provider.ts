import { DeliveryError } from './channel.js';

const TIMEOUT_MS = 10_000;
const ANSWER_MAX = 64 * 1024;

/**
 * One JSON call, a GET without a body to a provider. Whatever goes wrong says neither the address, which may hold a token, nor what was sent.
 * @throws DeliveryError `notification.unreachable`
 */
export async function askProvider(
  url: URL,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }),
      ...{ headers, redirect: 'error' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok || text.length > ANSWER_MAX) throw new Error('unexpected answer');
    return JSON.parse(text);
  } catch {
    throw new DeliveryError('notification.unreachable', false);
  }
}
