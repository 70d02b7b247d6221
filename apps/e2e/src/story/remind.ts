import { notificationFind, type NotificationDto } from '@quanheng/api-client';
import { allPages } from '../client/all-pages.js';
import { eventually } from '../client/eventually.js';
import type { Person } from '../client/person.js';

/** The whole inbox of an account. */
export function inboxOf({ client }: Person): Promise<NotificationDto[]> {
  return allPages((page) => notificationFind({ client, query: page }));
}

/** Step 10: waits for the worker's reminder, which says how many are due. */
export async function remindersOf(person: Person, about: RegExp): Promise<NotificationDto[]> {
  const matches = ({ title }: NotificationDto) => about.test(title);
  const inbox = await eventually(
    `A message about ${about}`,
    () => inboxOf(person),
    (messages) => messages.some(matches),
  );
  return inbox.filter(matches);
}

/** The subjects of what came by e-mail. */
export function mailsAbout(mailsTo: (address: string) => readonly string[], address: string, about: RegExp) {
  return eventually(
    `An e-mail about ${about}`,
    () => Promise.resolve(mailsTo(address).filter((subject) => about.test(subject))),
    (subjects) => subjects.length > 0,
  );
}
