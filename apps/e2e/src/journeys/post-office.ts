import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { openMailbox } from '../instance/mailbox.js';

/** Where the e-mails of the instance arrive, to be read by the journeys: they run in a process of their own. */
export async function openPostOffice() {
  const mailbox = await openMailbox();
  const counter = createServer((request, response) => {
    const address = decodeURIComponent((request.url ?? '').slice(1));
    response.end(JSON.stringify(mailbox.to(address).map(({ text }) => text ?? '')));
  });
  await new Promise<void>((ready) => counter.listen(0, '127.0.0.1', ready));
  return {
    smtpUrl: mailbox.url,
    url: `http://127.0.0.1:${(counter.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise((closed) => counter.close(closed));
      await mailbox.close();
    },
  };
}

/** The code in the latest e-mail to an address that came after so many, once it is there. */
export async function codeFor(address: string, mailsBefore: number): Promise<string> {
  let code: string | undefined;
  const read = async () => {
    const later = (await mailsTo(address)).slice(mailsBefore);
    code = later.map((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]).findLast(Boolean);
    return code;
  };
  await expect.poll(read, { timeout: 30_000 }).toBeDefined();
  return code!;
}

export async function mailsTo(address: string): Promise<string[]> {
  const response = await fetch(`${process.env['JOURNEY_POST']}/${encodeURIComponent(address)}`);
  return (await response.json()) as string[];
}
